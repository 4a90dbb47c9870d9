import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call, type CallFailure } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import { actionBar, type ActionButton, needsInput, type TappableAction, unfolded } from "../../../../shared/requestActions";
import { hasTab } from "../../../../shared/tabs";
import { messagesFromCloud, type Step } from "../../components/step-sheet/stepForm";
import { dropStep, moveStep } from "../../stepDrafts";
import { changedText, doneText } from "../../stepWords";
import { mayBecomeNeed, type Story, type StoryView, storyView } from "./storyView";

const intent = new Intent();
const titles: Record<Story["side"], string> = { resident: "我反映的事", staff: "这件事" };

/**
 * One request's story, for its resident and for those who deal with it: what is true now, the matter, what was and what
 * comes next, who owns it. Opens with one call; every step replies with the story as it is after it.
 */
Component({
  behaviors: [openedPage],
  data: {
    requestId: "",
    raw: null as Story | null,
    story: null as StoryView | null,
    headline: { title: "", detail: "", tone: "plain" as string },
    main: [] as ActionButton[],
    more: [] as ActionButton[],
    moreOpen: false,
    routingOpen: false,
    /** Its owner may turn it into a need of the time bank. */
    mayAskNeighbours: false,
    /** The action that is on its way, or empty. */
    busy: "" as TappableAction | "",
    sheetAction: "" as TappableAction | "",
    sheetOpen: false,
    sheetNotice: "",
    sheetRefused: {} as Record<string, string>,
    round: 0,
  },
  methods: {
    /** `action`: a step to begin with, chosen on the card that led here. */
    async onLoad({ requestId = "", action }: { requestId?: string; action?: TappableAction }) {
      this.setData({ requestId });
      await this.open();
      if (action && this.data.raw?.actions.includes(action)) this.begin(action);
    },
    /** Left, for another page or another app, and come back to: what it shows may be over. */
    onShow() {
      this.reopen(this.data.busy);
    },
    async open() {
      this.opening();
      const result = await call("requests.open", { requestId: this.data.requestId });
      if (result.ok) this.show(result.data);
      else this.notOpened(result.failure);
    },
    show(story: Story) {
      const { main, more } = unfolded(actionBar(story.actions, story.side, story.state));
      this.setData({
        face: "ready",
        raw: story,
        story: storyView(story),
        headline: story.headline,
        mayAskNeighbours: hasTab("timebank") && mayBecomeNeed(story),
        main,
        more,
      });
      void wx.setNavigationBarTitle({ title: titles[story.side] });
    },
    onAction(event: WechatMiniprogram.TouchEvent) {
      const { action } = event.currentTarget.dataset as { action: TappableAction };
      this.begin(action);
    },
    onMore() {
      this.setData({ moreOpen: true });
    },
    onMoreClose() {
      this.setData({ moreOpen: false });
    },
    onMoreChosen(event: WechatMiniprogram.CustomEvent<{ action: TappableAction }>) {
      this.setData({ moreOpen: false });
      this.begin(event.detail.action);
    },
    begin(action: TappableAction) {
      if (this.data.busy !== "") return;
      if (needsInput(action)) {
        // Another step is another intent; the same one opened again still has its words.
        const round = action === this.data.sheetAction ? this.data.round : this.data.round + 1;
        this.setData({ sheetAction: action, round, sheetOpen: true, sheetNotice: "", sheetRefused: {} });
      } else {
        void this.advance({ action } as Step);
      }
    },
    onSheetClose() {
      this.setData({ sheetOpen: false });
    },
    onSheetSubmit(event: WechatMiniprogram.CustomEvent<{ step: Step }>) {
      void this.advance(event.detail.step);
    },
    async advance(step: Step) {
      const before = this.data.raw;
      if (!before || this.data.busy !== "") return;
      this.setData({ busy: step.action, said: "", sheetNotice: "" });
      const input = { requestId: before.requestId, version: before.version, step };
      const result = await intent.send("requests.advance", input);
      if (result.ok) this.stepped(step.action, result.data);
      else await this.refused(step.action, before, result.failure);
      this.setData({ busy: "" });
    },
    stepped(action: TappableAction, story: Story) {
      dropStep(story.requestId, action);
      this.show(story);
      this.setData({ said: doneText(action, story), saidTone: "good", sheetOpen: false, sheetAction: "", round: this.data.round + 1 });
      void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
    },
    async refused(action: TappableAction, before: Story, failure: CallFailure) {
      if (failure.code === "stale" || failure.code === "actionNotOpen") await this.catchUp(action, before, failure.message);
      else if (this.data.sheetOpen) this.setData({ sheetNotice: failure.message, sheetRefused: messagesFromCloud(failure.fields) });
      else this.setData({ said: failure.message, saidTone: "urgent" });
    },
    /** Somebody was first: shows what changed. What was typed stays; where its step is over, it can still be added as a word. */
    async catchUp(action: TappableAction, before: Story, message: string) {
      await this.open();
      const now = this.data.raw;
      const said = [message, now ? changedText(before, now) : ""].join("");
      const stillOpen = now?.actions.includes(action) ?? false;
      const mayAdd = now?.actions.includes("addWord") ?? false;
      if (this.data.sheetOpen && (stillOpen || mayAdd)) {
        const sheetAction = stillOpen ? action : "addWord";
        if (!stillOpen) moveStep(before.requestId, action, sheetAction);
        this.setData({ sheetAction, sheetNotice: stillOpen ? said : `${said}您写的还在，可以作为补充发出。` });
      } else {
        this.setData({ said, saidTone: "waiting", sheetOpen: false });
      }
    },
    onPhoto(event: WechatMiniprogram.TouchEvent) {
      const { url } = event.currentTarget.dataset as { url: string };
      wx.previewImage({ current: url, urls: this.data.story?.photos ?? [] }).catch(() => undefined);
    },
    onCallStation() {
      wx.makePhoneCall({ phoneNumber: this.data.story?.stationPhone ?? "" }).catch(() => undefined);
    },
    /** The way to the number: who said it stands below the story. */
    onCallHim() {
      void wx.pageScrollTo({ selector: "#reporter", offsetTop: -24, duration: 150 });
    },
    onAskNeighbours() {
      void wx.navigateTo({ url: `/features/timebank/pages/ask/index?requestId=${this.data.requestId}` });
    },
    onRouting() {
      this.setData({ routingOpen: !this.data.routingOpen });
    },
    onCopyReceipt() {
      wx.setClipboardData({ data: this.data.story?.receipt ?? "" }).catch(() => undefined);
    },
  },
});
