const LEAST = 2
const MOST = 20
const DOTS = /[•・‧∙．.]/g

/**
 * A person's name as the ID card has it: 2 to 20 Chinese characters, parts joined by `·`. Full-width forms become plain,
 * spaces go, other dots become the one of the card.
 * @returns the name, or null when it is none: emoji, letters, invisible and direction characters are refused, not
 *   repaired, since what would be left is a guess
 */
export function normalName(text: string): string | null {
  const name = text.normalize('NFKC').replace(/[ \t]/g, '').replace(DOTS, '·')
  if (!/^\p{Script=Han}+(·\p{Script=Han}+)*$/u.test(name)) return null
  const characters = [...name].filter((each) => each !== '·').length
  return characters >= LEAST && characters <= MOST ? name : null
}

/** A name with all but its first character hidden: `周*`. */
export function maskName(name: string): string {
  const first = [...name][0]
  return first === undefined ? '一位村民' : `${first}*`
}
