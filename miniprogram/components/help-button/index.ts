/** The largest thing on home: asks for help (S-45). Taps bubble to the page. */
Component({
  properties: {
    /** The township's promise, in minutes. */
    minutes: { type: Number, value: 5 },
  },
})
