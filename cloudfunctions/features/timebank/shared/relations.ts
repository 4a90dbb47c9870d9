import type { Relation } from "../../../../contracts/timebank/words";

/** What the other one is to somebody. */
export const relationWords: Record<Relation, string> = {
  spouse: "配偶",
  parent: "父母",
  child: "子女",
  grandparent: "祖父母、外祖父母",
  grandchild: "孙子女、外孙子女",
};

/** What somebody is to the other one. */
export const inverseOf: Record<Relation, Relation> = { spouse: "spouse", parent: "child", child: "parent", grandparent: "grandchild", grandchild: "grandparent" };
