const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
const LENGTH = 24

/**
 * A key for one intention of the person: made once, kept over every retry of the same intention, so that a repeat
 * after a lost answer is answered as the first was (DESIGN, Correctness).
 */
export function newRequestKey(random: () => number = Math.random): string {
  let key = ''
  for (let at = 0; at < LENGTH; at += 1) key += ALPHABET[Math.floor(random() * ALPHABET.length)] ?? 'A'
  return key
}

/**
 * Keeps the key of an intention until it is done: the same content gets the same key again, other content a new one,
 * because a known key with other content is refused.
 */
export class Intentions {
  private readonly keys = new Map<string, string>()

  /** The key for this content, new or kept. */
  key(content: unknown): string {
    const name = JSON.stringify(content)
    const kept = this.keys.get(name) ?? newRequestKey()
    this.keys.set(name, kept)
    return kept
  }

  /** Forgets the content's key: it was answered, so that doing the same again is a new intention. */
  done(content: unknown): void {
    this.keys.delete(JSON.stringify(content))
  }
}
