import { clear, show, tap, textOf } from '../simulate'

afterEach(clear)

function heard(properties: object): { component: ReturnType<typeof show>; values: unknown[] } {
  const component = show('switch-row', {
    label: '待命',
    note: '本村有人求助会先找你',
    value: false,
    ...properties,
  })
  const values: unknown[] = []
  component.addEventListener('change', (event) => values.push((event as CustomEvent).detail))
  return { component, values }
}

describe('switch-row', () => {
  it('asks for the other state when any part of the line is tapped', async () => {
    const { component, values } = heard({})
    expect(textOf(component)).toContain('待命')
    await tap(component, '.switch-row')
    expect(values).toEqual([{ value: true }])
  })

  it.each([{ disabled: true }, { loading: true }])('does nothing while %o', async (state) => {
    const { component, values } = heard(state)
    await tap(component, '.switch-row')
    expect(values).toEqual([])
  })
})
