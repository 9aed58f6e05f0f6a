/** Where one is in a form of several screens, and what this screen asks. */
Component({
  properties: { step: Number, total: Number, title: String },
})
