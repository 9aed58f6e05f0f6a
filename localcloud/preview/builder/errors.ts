/** Where in a source file something is wrong; lines and columns count from 1. */
export interface Place {
  line: number
  column: number
}

/** A mistake in the mini-program's sources, told with file and place. */
export class PreviewError extends Error {
  constructor(
    readonly file: string,
    readonly place: Place | null,
    readonly reason: string,
  ) {
    super(`${file}${place ? `:${place.line}:${place.column}` : ''}: ${reason}`)
    this.name = 'PreviewError'
  }
}

/** The line and column of an offset in a text. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 }
}
