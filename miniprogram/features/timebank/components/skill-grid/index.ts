interface Skill {
  code: string;
  name: string;
  hint: string;
}

/**
 * What neighbours do for each other, as large buttons with words. `chosen` are the codes that are on; `many` lets several
 * be on at once. Event: `choose` {code}.
 */
Component({
  properties: {
    label: { type: String, value: "" },
    skills: { type: Array, value: [] as Skill[] },
    chosen: { type: Array, value: [] as string[] },
    many: { type: Boolean, value: false },
    /** Large letters: without hints. */
    brief: { type: Boolean, value: false },
  },
  data: { rows: [] as (Skill & { on: boolean })[] },
  observers: {
    "skills, chosen"(skills: Skill[], chosen: string[]) {
      this.setData({ rows: skills.map(({ code, name, hint }) => ({ code, name, hint, on: chosen.includes(code) })) });
    },
  },
  methods: {
    onSkill(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("choose", { code: event.currentTarget.dataset.code as string });
    },
  },
});
