import type { CallData } from "../../../contracts/calls";

type Story = CallData<"requests.open">;

/** What a step answers to, so that nobody scrolls for it: 周站长说：管子换好了; empty where nothing was said. */
export function lastSaid(story: Story, tone: Story["timeline"][number]["tone"]): string {
  const said = story.timeline.filter((entry) => entry.kind === "past" && entry.tone === tone && entry.words).pop()?.words;
  return said ? `${story.owner.called}说：${said}` : "";
}
