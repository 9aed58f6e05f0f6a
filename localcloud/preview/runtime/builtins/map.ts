import type { Builtin } from './define'
import { installDrag } from './drag'
import { caption, drawAreas, drawMarker, fieldsList, placeOf, svg } from './mapshapes'
import { fitPoints, project, unproject, type LatLng } from './mercator'

const gridStep = 64

/** What `wx.createMapContext` needs of a map. */
export interface MapView {
  centre(): LatLng
  scale(): number
  moveTo(place: LatLng): void
  include(points: LatLng[], margin: number): void
}

/** `<map>`: markers, lines, circles and areas in Web Mercator on a plain grid, without tiles; places in gcj02. */
export const map: Builtin = {
  tag: 'map',
  role: 'region',
  properties: {
    longitude: 0,
    latitude: 0,
    scale: 16,
    minScale: 3,
    maxScale: 20,
    markers: null,
    polyline: null,
    circles: null,
    polygons: null,
    includePoints: null,
    controls: null,
    covers: null,
    showLocation: false,
    ...Object.fromEntries(
      [
        'enable3D',
        'enableAutoMaxOverlooking',
        'enableBuilding',
        'enableOverlooking',
        'enablePoi',
        'enableRotate',
        'enableSatellite',
        'enableScroll',
        'enableTraffic',
        'enableZoom',
        'layerStyle',
        'rotate',
        'setting',
        'showCompass',
        'showScale',
        'skew',
        'subkey',
        'theme',
      ].map((name) => [name, null]),
    ),
  },
  setup(self) {
    const stage = document.createElement('div')
    stage.className = 'wx-map-stage'
    self.host.prepend(stage)
    let centre: LatLng | null = null
    let scale = 16
    let asked = ''
    let included: unknown = null
    let openCallout: unknown = null

    const tapAt = (clientX: number, clientY: number): void => {
      const rect = stage.getBoundingClientRect()
      const middle = project(centre ?? { latitude: 0, longitude: 0 }, scale)
      const x = middle.x + clientX - rect.left - rect.width / 2
      const y = middle.y + clientY - rect.top - rect.height / 2
      self.emit('tap', unproject(x, y, scale))
    }
    const draw = (): void => {
      const { clientWidth: width, clientHeight: height } = stage
      if (!centre || width === 0) return
      const middle = project(centre, scale)
      const left = middle.x - width / 2
      const top = middle.y - height / 2
      stage.style.backgroundPosition = `${-(left % gridStep)}px ${-(top % gridStep)}px`
      const shapes = drawAreas(
        {
          polylines: self.value('polyline'),
          circles: self.value('circles'),
          polygons: self.value('polygons'),
        },
        scale,
      )
      const group = svg('g', { transform: `translate(${-left} ${-top})` }, shapes)
      const picture = svg('svg', { width, height, 'aria-hidden': 'true', class: 'wx-map-shapes' }, [group])
      const markers = fieldsList(self.value('markers')).flatMap((marker) => {
        const place = placeOf(marker)
        if (!place) return []
        const detail = { markerId: marker['id'] }
        const node = drawMarker(marker, {
          tap() {
            openCallout = openCallout === marker['id'] ? null : marker['id']
            self.emit('markertap', detail)
            draw()
          },
          callout: () => self.emit('callouttap', detail),
          label: () => self.emit('labeltap', detail),
        })
        const at = project(place, scale)
        node.style.left = `${at.x - left}px`
        node.style.top = `${at.y - top}px`
        const callout = marker['callout']
        if (marker['id'] === openCallout && typeof callout === 'object' && callout !== null) {
          const fields: Record<string, unknown> = { ...callout }
          if (fields['display'] !== 'ALWAYS' && node.querySelector('.wx-map-callout') === null) {
            node.append(caption('wx-map-callout', fields, () => self.emit('callouttap', detail)))
          }
        }
        return [node]
      })
      const focused = document.activeElement?.getAttribute('aria-label')
      stage.replaceChildren(picture, ...markers)
      markers.find((node) => node.getAttribute('aria-label') === focused)?.focus({ preventScroll: true })
    }
    const include = (points: LatLng[], margin: number): void => {
      const fit = fitPoints(points, stage.clientWidth, stage.clientHeight, margin)
      if (!fit) return
      centre = fit.centre
      scale = fit.scale
      draw()
    }
    const changed = (cause: string): void => {
      self.emit('regionchange', { type: 'end', causedBy: cause, centerLocation: centre, scale })
    }
    let begun = { x: 0, y: 0 }
    installDrag(stage, () => 'both', {
      start() {
        if (self.value('enableScroll') === false || !centre) return false
        begun = project(centre, scale)
        self.emit('regionchange', { type: 'begin', causedBy: 'gesture' })
        return true
      },
      move(by) {
        centre = unproject(begun.x - by.x, begun.y - by.y, scale)
        draw()
      },
      end: () => changed('drag'),
    })
    stage.addEventListener('click', (event) => {
      if (event.target === stage || event.target instanceof SVGElement) tapAt(event.clientX, event.clientY)
    })
    stage.addEventListener(
      'wheel',
      (event) => {
        if (self.value('enableZoom') === false) return
        event.preventDefault()
        const next = scale - Math.sign(event.deltaY) * 0.5
        scale = Math.min(self.number('maxScale'), Math.max(self.number('minScale'), next))
        draw()
        changed('scale')
      },
      { passive: false },
    )
    const resize = new ResizeObserver(() => settle())
    const settle = (): void => {
      const wanted = `${self.number('latitude')} ${self.number('longitude')} ${self.number('scale')}`
      if (wanted !== asked) {
        asked = wanted
        centre = { latitude: self.number('latitude'), longitude: self.number('longitude') }
        scale = self.number('scale')
      }
      const points = self.value('includePoints')
      if (points !== included && stage.clientWidth > 0) {
        included = points
        include(
          fieldsList(points).flatMap((point) => placeOf(point) ?? []),
          24,
        )
      }
      draw()
    }
    const view: MapView = {
      centre: () => centre ?? { latitude: self.number('latitude'), longitude: self.number('longitude') },
      scale: () => scale,
      moveTo(place) {
        centre = place
        draw()
      },
      include,
    }
    return {
      render: settle,
      attached: () => resize.observe(stage),
      detached: () => resize.disconnect(),
      node: () => view,
    }
  },
}
