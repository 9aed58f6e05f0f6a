import { clear, show } from '../simulate'

afterEach(clear)

describe('seats', () => {
  const seats = (taken: number, max: number) => {
    const component = show('seats', { taken, max })
    const places = [...(component.dom?.querySelectorAll('[class*="seat-"]') ?? [])]
    return places.map((place) => (place.className.includes('seat-taken') ? 'taken' : 'free'))
  }

  it('shows which are taken and which are free', () => {
    expect(seats(2, 4)).toEqual(['taken', 'taken', 'free', 'free'])
  })

  it('shows a shift without anybody', () => {
    expect(seats(0, 3)).toEqual(['free', 'free', 'free'])
  })

  it('shows everybody, even more than there should be', () => {
    expect(seats(4, 3)).toEqual(['taken', 'taken', 'taken', 'taken'])
  })
})
