import type { Relation } from "../../../../contracts/timebank/words";

/** What the other one is to somebody. */
export const relationWords: Record<Relation, string> = {
  spouse: "配偶",
  parent: "父母",
  child: "子女",
  grandparent: "祖父母、外祖父母",
  grandchild: "孙子女、外孙子女",
};

/** As the branch noted it; `self`: the same human under another login, since their accounts were merged. */
export type Noted = Relation | "self";

/** What somebody is to the other one. */
export const inverseOf: Record<Noted, Noted> = { self: "self", spouse: "spouse", parent: "child", child: "parent", grandparent: "grandchild", grandchild: "grandparent" };
