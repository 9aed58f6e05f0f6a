import { bridge } from '../bridge'
import { metresToPixels, project, type LatLng } from './mercator'

const namespace = 'http://www.w3.org/2000/svg'

/** Makes an SVG node. */
export function svg(
  tag: string,
  attributes: Record<string, string | number>,
  children: Node[] = [],
): SVGElement {
  const node = document.createElementNS(namespace, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value))
  node.append(...children)
  return node
}

type Fields = Record<string, unknown>

/** The objects of a list property. */
export function fieldsList(value: unknown): Fields[] {
  return Array.isArray(value)
    ? value.filter((item): item is Fields => typeof item === 'object' && item !== null)
    : []
}

/** The place of an object with latitude and longitude, or null. */
export function placeOf(fields: Fields): LatLng | null {
  const latitude = Number(fields['latitude'])
  const longitude = Number(fields['longitude'])
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : null
}

function numberOf(fields: Fields, name: string, missing: number): number {
  const value = fields[name]
  const number = typeof value === 'string' || typeof value === 'number' ? parseFloat(String(value)) : NaN
  return Number.isFinite(number) ? number : missing
}

function textOf(fields: Fields, name: string, missing = ''): string {
  const value = fields[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : missing
}

/** WeChat writes colours as #RRGGBBAA. */
function paint(value: string): { color: string; opacity: number } {
  const match = /^#([\da-f]{6})([\da-f]{2})$/i.exec(value)
  return match
    ? { color: `#${match[1] ?? ''}`, opacity: parseInt(match[2] ?? 'ff', 16) / 255 }
    : { color: value, opacity: 1 }
}

function path(points: unknown, scale: number, closed: boolean): string {
  const steps = fieldsList(points)
    .map(placeOf)
    .filter((place): place is LatLng => place !== null)
    .map((place) => project(place, scale))
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`)
  return steps.join('') + (closed && steps.length > 0 ? 'Z' : '')
}

function strokeOf(color: string, width: number): Record<string, string | number> {
  const { color: stroke, opacity } = paint(color)
  return { stroke, 'stroke-opacity': opacity, 'stroke-width': width, 'stroke-linejoin': 'round' }
}

/** Lines, circles and areas of a map, in pixels of the world at a zoom level. */
export function drawAreas(
  lists: { polylines: unknown; circles: unknown; polygons: unknown },
  scale: number,
): SVGElement[] {
  const polygons = fieldsList(lists.polygons).map((area) => {
    const { color: fill, opacity } = paint(textOf(area, 'fillColor', 'none'))
    const stroke = strokeOf(textOf(area, 'strokeColor', '#000000'), numberOf(area, 'strokeWidth', 1))
    return svg('path', { d: path(area['points'], scale, true), fill, 'fill-opacity': opacity, ...stroke })
  })
  const circles = fieldsList(lists.circles).flatMap((circle) => {
    const place = placeOf(circle)
    if (!place) return []
    const { x, y } = project(place, scale)
    const { color: fill, opacity } = paint(textOf(circle, 'fillColor', 'none'))
    const stroke = strokeOf(textOf(circle, 'color', '#000000'), numberOf(circle, 'strokeWidth', 1))
    const r = metresToPixels(numberOf(circle, 'radius', 0), place.latitude, scale)
    return [svg('circle', { cx: x, cy: y, r, fill, 'fill-opacity': opacity, ...stroke })]
  })
  const lines = fieldsList(lists.polylines).map((line) =>
    svg('path', {
      d: path(line['points'], scale, false),
      fill: 'none',
      'stroke-linecap': 'round',
      ...(line['dottedLine'] === true ? { 'stroke-dasharray': '6 6' } : {}),
      ...strokeOf(textOf(line, 'color', '#1aad19'), numberOf(line, 'width', 2)),
    }),
  )
  return [...polygons, ...circles, ...lines]
}

function captionOf(marker: Fields, name: 'callout' | 'label'): Fields | null {
  const value = marker[name]
  return typeof value === 'object' && value !== null ? (value as Fields) : null
}

/** What a marker is called: its accessible label, else the text that it shows. */
export function markerName(marker: Fields): string {
  const callout = captionOf(marker, 'callout')
  const label = captionOf(marker, 'label')
  return (
    textOf(marker, 'ariaLabel') ||
    textOf(marker, 'title') ||
    (callout ? textOf(callout, 'content') : '') ||
    (label ? textOf(label, 'content') : '') ||
    `标记 ${textOf(marker, 'id')}`
  )
}

/** A marker as an element at its place on the map. */
export function drawMarker(
  marker: Fields,
  events: { tap(): void; callout(): void; label(): void },
): HTMLElement {
  const node = document.createElement('div')
  node.className = 'wx-map-marker'
  node.setAttribute('role', 'button')
  node.setAttribute('aria-label', markerName(marker))
  node.tabIndex = 0
  const width = numberOf(marker, 'width', 26)
  const height = numberOf(marker, 'height', 34)
  const anchor =
    captionOf(marker, 'label') && marker['anchor'] ? (marker['anchor'] as Fields) : marker['anchor']
  const [ax, ay] =
    typeof anchor === 'object' && anchor !== null
      ? [numberOf(anchor as Fields, 'x', 0.5), numberOf(anchor as Fields, 'y', 1)]
      : [0.5, 1]
  const pin = document.createElement(textOf(marker, 'iconPath') === '' ? 'div' : 'img')
  pin.className = 'wx-map-pin'
  if (pin instanceof HTMLImageElement) {
    pin.alt = ''
    pin.src = bridge.resolveImage(textOf(marker, 'iconPath'))
  }
  pin.style.cssText = `width: ${width}px; height: ${height}px; opacity: ${numberOf(marker, 'alpha', 1)}; rotate: ${numberOf(marker, 'rotate', 0)}deg`
  node.style.cssText = `margin: ${-height * ay}px 0 0 ${-width * ax}px; z-index: ${numberOf(marker, 'zIndex', 1)}`
  node.append(pin)
  const label = captionOf(marker, 'label')
  if (label) node.append(caption('wx-map-label', label, events.label))
  const callout = captionOf(marker, 'callout')
  if (callout?.['display'] === 'ALWAYS') node.append(caption('wx-map-callout', callout, events.callout))
  node.addEventListener('click', events.tap)
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') events.tap()
  })
  return node
}

/** The text box of a marker. */
export function caption(className: string, fields: Fields, tap: () => void): HTMLElement {
  const node = document.createElement('div')
  node.className = className
  node.textContent = textOf(fields, 'content')
  const style = node.style
  style.color = textOf(fields, 'color')
  style.background = textOf(fields, 'bgColor')
  style.fontSize = `${numberOf(fields, 'fontSize', 12)}px`
  style.padding = `${numberOf(fields, 'padding', 4)}px`
  style.borderRadius = `${numberOf(fields, 'borderRadius', 4)}px`
  node.addEventListener('click', (event) => {
    event.stopPropagation()
    tap()
  })
  return node
}
