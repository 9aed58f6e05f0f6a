/** The reader of pngjs 5 (it comes with qrcode), which has no types of its own. */
declare module 'pngjs' {
  export class PNG {
    width: number
    height: number
    /** four bytes a pixel: red, green, blue, alpha */
    data: Buffer
    static sync: { read(picture: Buffer): PNG }
  }
}
