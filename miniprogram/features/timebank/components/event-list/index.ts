interface HappenedEvent {
  at: number;
  atText: string;
  text: string;
}

/** What happened, newest last; folded until somebody wants to know. */
Component({
  properties: {
    events: { type: Array, value: [] as HappenedEvent[] },
  },
  data: { open: false },
  methods: {
    onFold() {
      this.setData({ open: !this.data.open });
    },
  },
});
