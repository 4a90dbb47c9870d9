import type { CallData } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call, newOperationId } from "../../../../shared/cloud";
import { byStation, foundPeople, type PeopleGroup, placedTitle } from "../../../../shared/peopleSearch";

type Staff = CallData<"staff.open">;
type Invitation = CallData<"staff.invite">;

interface PersonView {
  staffId: string;
  called: string;
  title: string;
  /** 居民组长 · 第 12 网格. */
  detail: string;
  station: string;
  grid: string;
  /** 不在，到周五. */
  awayText: string;
  joined: boolean;
}

function personView({ staffId, called, titles, joined, awayText = "", station = "", grid = "" }: Staff["people"][number]): PersonView {
  const title = titles.join("、");
  return { staffId, called, title, detail: placedTitle({ called, title, grid }), station, grid, awayText, joined };
}

/** One per person, kind of code and visit: a second tap shows the same code, a later visit makes a fresh one. */
const operationIds = new Map<string, string>();

/** Who works here, who of them has joined, and a code for those who have not. */
Component({
  behaviors: [openedPage],
  data: {
    scopeName: "",
    notices: [] as string[],
    people: [] as PersonView[],
    search: "",
    groups: [] as PeopleGroup<PersonView>[],
    joinedText: "",
    busy: "",
    refusedId: "",
    refused: "",
    invitedId: "",
    invitation: null as Invitation | null,
    copied: false,
  },
  methods: {
    onLoad() {
      operationIds.clear();
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("staff.open", {});
      if (!result.ok) return this.notOpened(result.failure);
      this.show(result.data);
    },
    show({ scopeName, people, notices }: Staff) {
      const waiting = people.filter(({ joined }) => !joined).length;
      this.setData({
        face: people.length > 0 ? "ready" : "empty",
        scopeName,
        notices,
        joinedText: waiting === 0 ? `${people.length} 位同志都加入了` : `${people.length} 位同志，${waiting} 位还没加入`,
        // Those who can still be invited first: with seventy people nobody scrolls to the last three.
        people: [...people].sort((a, b) => Number(a.joined) - Number(b.joined)).map(personView),
      });
      this.find(this.data.search);
    },
    onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.find(event.detail.value);
    },
    find(search: string) {
      this.setData({ search, groups: byStation(foundPeople(this.data.people, search)) });
    },
    onInvite(event: WechatMiniprogram.TouchEvent) {
      void this.invite((event.currentTarget.dataset as { id: string }).id);
    },
    /** Whoever lost his old account cannot come back by himself, so his seat is given to the one that he has now. */
    async onChanged(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      const person = this.data.people.find(({ staffId }) => staffId === id);
      if (!person || this.data.busy !== "") return;
      const { confirm } = await wx.showModal({
        title: `${person.called}换了微信？`,
        content: "给他一个新邀请码。他用新微信填上以后，旧微信就看不到工作台了，也会收到一句话；在那之前一切照旧。",
        confirmText: "重新邀请",
        cancelText: "先不了",
      });
      if (confirm) await this.invite(id, true);
    },
    async invite(id: string, replace = false) {
      if (this.data.busy !== "") return;
      this.setData({ busy: id, refused: "", copied: false });
      const kind = `${id} ${replace}`;
      const operationId = operationIds.get(kind) ?? newOperationId();
      operationIds.set(kind, operationId);
      const result = await call("staff.invite", replace ? { staffId: id, replace } : { staffId: id }, { operationId });
      this.setData({ busy: "" });
      if (result.ok) this.setData({ invitedId: id, invitation: result.data });
      else {
        this.setData({ refusedId: id, refused: result.failure.message });
        if (result.failure.code === "alreadyJoined") void this.open();
      }
    },
    async onCopy() {
      const { invitation } = this.data;
      if (!invitation) return;
      try {
        await wx.setClipboardData({ data: invitation.code });
        this.setData({ copied: true });
      } catch {
        // The code stands on the screen and can be read out.
      }
    },
  },
});
