import { Event as TreeEvent, type Element } from 'glass-easel'
import { elementOfNode } from './builtins/define'
import { pageFrameOf } from './units'

/** A finger as WeChat's touch events show it; lengths in pixels. */
export interface TouchPoint {
  identifier: number
  /** Against the page's top left corner, scrolled part included. */
  pageX: number
  pageY: number
  /** Against the visible page area. */
  clientX: number
  clientY: number
  force: number
  /** On a canvas: against its own corner. */
  x?: number
  y?: number
}

interface Finger {
  identifier: number
  clientX: number
  clientY: number
  force: number
}

interface Gesture {
  target: Element
  node: globalThis.Element
  identifier: number
  startX: number
  startY: number
  moved: boolean
  pressed: boolean
  timer: number
}

/** How far a finger may slip, in pixels, and how long it may stay, in milliseconds, for a tap. */
const tapSlip = 10
const longPressTime = 350

const transitionEvents = ['transitionend', 'animationstart', 'animationiteration', 'animationend']

/** Makes WeChat's touch and animation events from the DOM's under `root`; answers the function that stops it. */
export function installTouch(root: HTMLElement): () => void {
  const stop = new AbortController()
  const { signal } = stop
  const gestures = new Map<number, Gesture>()
  let tapDone = false
  let tapped: globalThis.Element | null = null

  const begin = (finger: Finger, fingers: Finger[], origin: Event): void => {
    const found = ownerOf(origin.target)
    if (!found) return
    const gesture: Gesture = {
      ...found,
      identifier: finger.identifier,
      startX: finger.clientX,
      startY: finger.clientY,
      moved: fingers.length > 1,
      pressed: false,
      timer: 0,
    }
    gesture.timer = window.setTimeout(() => {
      const detail = pagePoint(gesture.node, finger)
      const at = { x: detail.pageX, y: detail.pageY }
      gesture.pressed = dispatch(gesture, 'longpress', at, fingers, [finger], origin).heard
      dispatch(gesture, 'longtap', at, fingers, [finger], origin)
    }, longPressTime)
    gestures.set(finger.identifier, gesture)
    dispatch(gesture, 'touchstart', {}, fingers, [finger], origin)
  }

  const move = (finger: Finger, fingers: Finger[], origin: Event): void => {
    const gesture = gestures.get(finger.identifier)
    if (!gesture) return
    if (Math.hypot(finger.clientX - gesture.startX, finger.clientY - gesture.startY) > tapSlip) {
      gesture.moved = true
      window.clearTimeout(gesture.timer)
    }
    const { prevented } = dispatch(gesture, 'touchmove', {}, fingers, [finger], origin)
    if (prevented && origin.cancelable) origin.preventDefault()
  }

  const end = (finger: Finger, fingers: Finger[], origin: Event, cancelled: boolean): void => {
    const gesture = gestures.get(finger.identifier)
    if (!gesture) return
    gestures.delete(finger.identifier)
    window.clearTimeout(gesture.timer)
    dispatch(gesture, cancelled ? 'touchcancel' : 'touchend', {}, fingers, [finger], origin)
    tapDone = !cancelled
    if (cancelled || gesture.moved || gesture.pressed || !gesture.node.isConnected) return
    tapped = gesture.node
    tap(gesture, finger, origin)
  }

  const touches =
    (act: (finger: Finger, fingers: Finger[], origin: Event) => void) =>
    (event: TouchEvent): void => {
      const fingers = [...event.touches]
      for (const finger of event.changedTouches) act(finger, fingers, event)
    }
  root.addEventListener('touchstart', touches(begin), { passive: false, signal })
  root.addEventListener('touchmove', touches(move), { passive: false, signal })
  root.addEventListener(
    'touchend',
    touches((finger, fingers, origin) => end(finger, fingers, origin, false)),
    { signal },
  )
  root.addEventListener(
    'touchcancel',
    touches((finger, fingers, origin) => end(finger, fingers, origin, true)),
    { signal },
  )

  // Touches make pointer events, too: only the mouse's become fingers here, so nothing is felt twice.
  const mouse = (event: PointerEvent): Finger => ({
    identifier: 0,
    clientX: event.clientX,
    clientY: event.clientY,
    force: 1,
  })
  root.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType === 'mouse' && event.button === 0) begin(mouse(event), [mouse(event)], event)
    },
    { signal },
  )
  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerType === 'mouse') move(mouse(event), [mouse(event)], event)
    },
    { signal },
  )
  window.addEventListener(
    'pointerup',
    (event) => {
      if (event.pointerType === 'mouse') end(mouse(event), [], event, false)
    },
    { signal },
  )
  window.addEventListener(
    'pointercancel',
    (event) => {
      if (event.pointerType === 'mouse') end(mouse(event), [], event, true)
    },
    { signal },
  )
  root.addEventListener('dragstart', (event) => event.preventDefault(), { signal })

  // The browser's click comes after the tap: what the tap has opened under the finger must not feel it.
  window.addEventListener(
    'click',
    (event) => {
      const node = tapped
      tapped = null
      if (!node || event.detail === 0 || !(event.target instanceof Node)) return
      if (node.contains(event.target) || event.target.contains(node)) return
      event.stopPropagation()
      event.preventDefault()
    },
    { capture: true, signal },
  )
  root.addEventListener('pointerdown', () => (tapped = null), { capture: true, signal })

  // A click without a pointer comes from assistive technology or a script.
  root.addEventListener(
    'click',
    (event) => {
      const byPointer = tapDone || event.detail !== 0
      tapDone = false
      const found = byPointer ? null : ownerOf(event.target)
      if (found) tapAtCentre(found, event)
    },
    { signal },
  )
  root.addEventListener(
    'keydown',
    (event) => {
      const { target } = event
      if ((event.key !== 'Enter' && event.key !== ' ') || event.repeat) return
      if (!(target instanceof HTMLElement) || !elementOfNode(target) || !target.hasAttribute('tabindex'))
        return
      event.preventDefault()
      const found = ownerOf(target)
      if (found) tapAtCentre(found, event)
    },
    { signal },
  )
  for (const name of transitionEvents) {
    root.addEventListener(
      name,
      (event) => {
        // Inner nodes of the built-ins move, too, but that is nobody's business.
        const element = event.target instanceof HTMLElement ? elementOfNode(event.target) : null
        if (element && event.target instanceof HTMLElement) {
          dispatch({ target: element, node: event.target }, name, {}, [], [], event)
        }
      },
      { signal },
    )
  }
  return () => stop.abort()
}

type Target = Pick<Gesture, 'target' | 'node'>

function ownerOf(origin: EventTarget | null): Target | null {
  let node = origin instanceof globalThis.Element ? origin : null
  for (; node; node = node.parentElement) {
    const target = elementOfNode(node)
    if (target) return { target, node }
  }
  return null
}

function pagePoint(node: globalThis.Element, finger: Finger): TouchPoint {
  const frame = pageFrameOf(node)
  const rect = frame?.getBoundingClientRect()
  const scroller = frame?.querySelector('.pv-page-scroll')
  const clientX = finger.clientX - (rect?.left ?? 0)
  const clientY = finger.clientY - (rect?.top ?? 0)
  const point: TouchPoint = {
    identifier: finger.identifier,
    pageX: clientX + (scroller?.scrollLeft ?? 0),
    pageY: clientY + (scroller?.scrollTop ?? 0),
    clientX,
    clientY,
    force: finger.force,
  }
  if (node.localName === 'wx-canvas') {
    const canvas = node.getBoundingClientRect()
    point.x = finger.clientX - canvas.left
    point.y = finger.clientY - canvas.top
  }
  return point
}

function dispatch(
  { target, node }: Target,
  name: string,
  detail: object,
  fingers: Finger[],
  changed: Finger[],
  origin: Event,
): { prevented: boolean; heard: boolean } {
  let heard = false
  const event = new TreeEvent(name, detail, {
    bubbles: true,
    composed: true,
    capturePhase: true,
    originalEvent: origin,
    extraFields: {
      touches: fingers.map((finger) => pagePoint(node, finger)),
      changedTouches: changed.map((finger) => pagePoint(node, finger)),
    },
    handleListenerReturn: (result) => {
      heard = true
      return result === false ? false : undefined
    },
  })
  TreeEvent.dispatchEvent(target, event)
  return { prevented: event.defaultPrevented(), heard }
}

function tap(found: Target, finger: Finger, origin: Event): void {
  const { pageX, pageY } = pagePoint(found.node, finger)
  dispatch(found, 'tap', { x: pageX, y: pageY }, [], [finger], origin)
}

function tapAtCentre(found: Target, origin: Event): void {
  const rect = found.node.getBoundingClientRect()
  const finger = {
    identifier: 0,
    clientX: rect.left + rect.width / 2,
    clientY: rect.top + rect.height / 2,
    force: 1,
  }
  tap(found, finger, origin)
}
