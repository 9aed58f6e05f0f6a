/** A line that leads somewhere. Taps bubble to the page. */
Component({
  properties: { icon: String, label: String, note: String, value: String, badge: String },
})
