interface Heard {
  type: string
  detail: unknown
  currentTarget: { dataset: { as?: string } }
}

/** What the page heard, for the tests to read: `[name, type, detail]`. */
export const heard: unknown[] = []

Object.assign(globalThis, { heard })

/** Notes an event. */
export function note(event: Heard): void {
  heard.push([event.currentTarget.dataset.as ?? '', event.type, event.detail])
}
