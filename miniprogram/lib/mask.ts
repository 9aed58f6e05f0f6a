/** A phone number as shown to its owner: `138****5678`; what is no number is hidden whole. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '***' : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** Whether a text is a mobile or landline number that the cloud accepts; spaces and dashes do not matter. */
export function isPhone(text: string): boolean {
  return /^(1[3-9]\d{9}|0\d{9,11})$/.test(text.replace(/[\s-]/g, ''))
}
