/** Stays under the thumb; the page keeps room for it by the class `page--with-actions`. Its buttons come as a slot. */
Component({
  properties: {
    /** A sentence above the buttons. */
    note: { type: String, value: "" },
  },
});
