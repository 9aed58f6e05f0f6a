import { Phone } from '../phone'

type Heard = [name: string, type: string, detail: unknown]

/** The fixture with a page for each group of built-ins; its pages note the events that they hear. */
export class Gallery {
  private started = false

  private constructor(private readonly phone: Phone) {}

  static async start(fixture = 'gallery'): Promise<Gallery> {
    return new Gallery(await Phone.start(`../builtins/fixtures/${fixture}`))
  }

  async stop(): Promise<void> {
    await this.phone.turnOff()
    await this.phone.stop()
  }

  get page(): Phone['page'] {
    return this.phone.page
  }

  /** Opens a page anew, as the only one, with nothing heard yet. */
  async visit(name: string): Promise<void> {
    if (this.started) {
      await this.phone.run(`document.activeElement?.blur()`)
      await this.clear()
      await this.phone.run(`wx.reLaunch({ url: '/pages/${name}/index' })`)
    } else {
      this.started = true
      await this.phone.turnOn()
      await this.phone.open(`?bar=0#/pages/${name}/index`)
    }
    this.phone.problems = []
  }

  /** Expects that nothing went wrong but what the test names by a part of its text. */
  leave(...expected: string[]): void {
    const left = this.phone.problems.filter((problem) => !expected.some((part) => problem.includes(part)))
    this.phone.problems = []
    expect(left).toEqual([])
  }

  /** What went wrong in the page so far. */
  get problems(): string[] {
    return this.phone.problems
  }

  shows(text: string | RegExp): Promise<void> {
    return this.phone.shows(text)
  }

  run(expression: string): Promise<unknown> {
    return this.phone.run(expression)
  }

  css(selector: string, property: string): Promise<unknown> {
    return this.phone.css(selector, property)
  }

  /** All that was heard. */
  async heard(): Promise<Heard[]> {
    return (await this.phone.run('heard')) as Heard[]
  }

  /** The details of the events of a type that an element told, in order. */
  async details(name: string, type: string): Promise<unknown[]> {
    const heard = await this.heard()
    return heard.filter((event) => event[0] === name && event[1] === type).map((event) => event[2])
  }

  async clear(): Promise<void> {
    await this.phone.run('globalThis.heard?.splice(0)')
  }

  /** Waits until an element has told an event. */
  async until(name: string, type: string): Promise<void> {
    const wanted = JSON.stringify([name, type])
    await this.page.waitForFunction(
      `heard.some(([name, type]) => JSON.stringify([name, type]) === '${wanted}')`,
    )
  }

  /** Drags the mouse from one point of the window to another, and rests there before letting go. */
  async drag(fromX: number, fromY: number, toX: number, toY: number): Promise<void> {
    const { mouse } = this.page
    await mouse.move(fromX, fromY)
    await mouse.down()
    await mouse.move(toX, toY, { steps: 8 })
    await mouse.move(toX, toY)
    await mouse.up()
  }
}
