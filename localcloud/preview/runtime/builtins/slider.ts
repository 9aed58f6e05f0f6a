import type { Builtin } from './define'
import { installDrag } from './drag'

/** `<slider>`. */
export const slider: Builtin = {
  tag: 'slider',
  role: 'slider',
  properties: {
    name: '',
    min: 0,
    max: 100,
    step: 1,
    value: 0,
    disabled: false,
    color: '#e9e9e9',
    backgroundColor: '',
    selectedColor: '#1aad19',
    activeColor: '',
    blockSize: 28,
    blockColor: '#fff',
    showValue: false,
  },
  setup(self) {
    const track = document.createElement('div')
    const done = document.createElement('div')
    const block = document.createElement('div')
    const info = document.createElement('span')
    track.className = 'wx-slider-track'
    done.className = 'wx-slider-done'
    block.className = 'wx-slider-block'
    track.append(done, block)
    self.host.append(track, info)

    const fit = (value: number): number => {
      const [min, max, step] = [self.number('min'), self.number('max'), self.number('step') || 1]
      const stepped = min + Math.round((value - min) / step) * step
      return Math.min(max, Math.max(min, Number(stepped.toFixed(6))))
    }
    const valueAt = (clientX: number): number => {
      const rect = track.getBoundingClientRect()
      const part = rect.width === 0 ? 0 : (clientX - rect.left) / rect.width
      return fit(self.number('min') + part * (self.number('max') - self.number('min')))
    }
    const take = (value: number, event: 'change' | 'changing'): void => {
      self.set({ value })
      self.emit(event, { value })
    }

    installDrag(self.host, () => 'x', {
      start: () => !self.flag('disabled'),
      move: ({ clientX }) => take(valueAt(clientX), 'changing'),
      end: ({ clientX }) => take(valueAt(clientX), 'change'),
    })
    self.host.addEventListener('click', (event) => {
      if (self.flag('disabled') || event.detail === 0) return
      const value = valueAt(event.clientX)
      if (value !== self.number('value')) take(value, 'change')
    })
    self.host.addEventListener('keydown', (event) => {
      const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }
      const by = steps[event.key]
      if (by === undefined || self.flag('disabled')) return
      event.preventDefault()
      take(fit(self.number('value') + by * (self.number('step') || 1)), 'change')
    })

    return {
      render() {
        const value = fit(self.number('value'))
        const [min, max] = [self.number('min'), self.number('max')]
        const percent = max > min ? ((value - min) / (max - min)) * 100 : 0
        const size = Math.min(28, Math.max(12, self.number('blockSize')))
        track.style.background = self.text('backgroundColor') || self.text('color')
        done.style.background = self.text('activeColor') || self.text('selectedColor')
        done.style.width = `${percent}%`
        block.style.background = self.text('blockColor')
        block.style.left = `${percent}%`
        block.style.width = block.style.height = `${size}px`
        info.hidden = !self.flag('showValue')
        info.textContent = String(value)
        self.host.toggleAttribute('disabled', self.flag('disabled'))
        self.host.setAttribute('aria-valuenow', String(value))
        self.host.setAttribute('aria-valuemin', String(min))
        self.host.setAttribute('aria-valuemax', String(max))
      },
      read: () => fit(self.number('value')),
      reset: () => self.set({ value: self.number('min') }),
    }
  },
}
