/** A stroke icon in the size and colour of the text around it; always beside its word, so hidden from readers. */
Component({
  properties: { name: String },
})
