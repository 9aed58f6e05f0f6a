import { rpxToCss } from './units'

interface Animate {
  type: string
  args: unknown[]
}
interface Step {
  animates: Animate[]
  option: {
    transformOrigin: string
    transition: { duration: number; delay: number; timingFunction: string }
  }
}
/** What `createAnimation().export()` gives and the `animation` attribute takes. */
export interface AnimationData {
  actions: Step[]
}

const styleNames = new Set([
  'opacity',
  'backgroundColor',
  'width',
  'height',
  'top',
  'left',
  'bottom',
  'right',
])
const degrees = new Set(['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY'])
const transforms = [
  'matrix',
  'matrix3d',
  'rotate',
  'rotate3d',
  'rotateX',
  'rotateY',
  'rotateZ',
  'scale',
  'scale3d',
  'scaleX',
  'scaleY',
  'scaleZ',
  'skew',
  'skewX',
  'skewY',
  'translate',
  'translate3d',
  'translateX',
  'translateY',
  'translateZ',
]

function cssArgument(type: string, value: unknown, index: number, count: number): string {
  if (typeof value !== 'number') return rpxToCss(String(value))
  if (degrees.has(type)) return `${value}deg`
  if (type === 'rotate3d' && index === count - 1) return `${value}deg`
  if (type.startsWith('translate')) return `${value}px`
  return String(value)
}

function cssLength(name: string, value: unknown): string {
  if (typeof value === 'number' && name !== 'opacity') return `${value}px`
  return rpxToCss(String(value))
}

function isAnimationData(value: unknown): value is AnimationData {
  return (
    typeof value === 'object' && value !== null && Array.isArray((value as { actions?: unknown }).actions)
  )
}

/** Plays an exported animation on an element, one step after another. */
export function applyAnimation(element: HTMLElement, animation: unknown): void {
  if (!isAnimationData(animation)) return
  const [first, ...rest] = animation.actions
  if (!first) return
  const { duration, delay, timingFunction } = first.option.transition
  element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`
  element.style.transformOrigin = first.option.transformOrigin
  const moves: string[] = []
  for (const { type, args } of first.animates) {
    if (styleNames.has(type)) {
      const cssName = type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      element.style.setProperty(cssName, cssLength(type, args[0]))
    } else {
      moves.push(
        `${type}(${args.map((arg, index) => cssArgument(type, arg, index, args.length)).join(', ')})`,
      )
    }
  }
  if (moves.length > 0) element.style.transform = moves.join(' ')
  if (rest.length > 0) {
    window.setTimeout(() => applyAnimation(element, { actions: rest }), duration + delay)
  }
}

interface AnimationOptions {
  duration?: number
  timingFunction?: string
  delay?: number
  transformOrigin?: string
}

/** `wx.createAnimation`: a chain of steps, each of which moves the styles named in it. */
export function createAnimation(
  defaults: AnimationOptions = {},
): Record<string, (...args: unknown[]) => unknown> {
  let steps: Step[] = []
  // A step starts from the transforms of the earlier ones, as in WeChat.
  const current = new Map<string, Animate>()
  const animation: Record<string, (...args: unknown[]) => unknown> = {
    step(options?: unknown) {
      const own: AnimationOptions = { ...defaults, ...(options as AnimationOptions | undefined) }
      steps.push({
        animates: [...current.values()],
        option: {
          transformOrigin: own.transformOrigin ?? '50% 50% 0',
          transition: {
            duration: own.duration ?? 400,
            delay: own.delay ?? 0,
            timingFunction: own.timingFunction ?? 'linear',
          },
        },
      })
      return animation
    },
    export() {
      const actions = steps
      steps = []
      return { actions }
    },
  }
  for (const type of [...transforms, ...styleNames]) {
    animation[type] = (...args: unknown[]) => {
      current.set(type, { type, args })
      return animation
    }
  }
  return animation
}
