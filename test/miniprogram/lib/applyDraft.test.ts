import {
  APPLY_STEPS,
  applyingOf,
  beginningWith,
  draftFrom,
  EMPTY_DRAFT,
  firstMissing,
  isFinal,
  missingOn,
  stepAfter,
  stepNumber,
  stepOfRefusal,
  type ApplyDraft,
} from '../../../miniprogram/lib/applyDraft'
import { summaryOf } from '../../../miniprogram/lib/applySummary'

const known = { hasPhone: false, photoFailed: false }
const full: ApplyDraft = {
  step: 'review',
  agreed: true,
  name: ' 周建国 ',
  idNumber: '330802198003021237',
  idWords: '男 · 46 周岁',
  phone: '13800005678',
  villageId: 'jingxi',
  occupation: '种地',
  priorities: ['party'],
  skills: ['driver'],
  health: 'healthy',
  healthNote: '',
  criminalRecord: 'none',
  relatives: [],
  photo: 'cloud://env.bucket/uploads/p_1/face.jpg',
  motive: '',
  recommendationId: '',
}

describe('the form of joining', () => {
  it('goes through its screens one by one, and stays at both ends', () => {
    const way = APPLY_STEPS.map(({ step }) => step)
    for (const [at, step] of way.entries()) {
      expect(stepNumber(step)).toBe(at + 1)
      expect(stepAfter(step, 1)).toBe(way[at + 1] ?? step)
      expect(stepAfter(step, -1)).toBe(way[at - 1] ?? step)
    }
  })

  it('lets nobody past consent and declarations that they have not given', () => {
    expect(missingOn('consent', EMPTY_DRAFT, known)).not.toBe('')
    expect(missingOn('declarations', { ...full, health: '' }, known)).not.toBe('')
    expect(missingOn('declarations', { ...full, criminalRecord: '' }, known)).not.toBe('')
    expect(missingOn('declarations', { ...full, health: 'limited' }, known)).toContain('哪里不方便')
    expect(missingOn('declarations', { ...full, criminalRecord: 'has' }, known)).toContain('按规定')
    expect(EMPTY_DRAFT).toMatchObject({ health: '', criminalRecord: '', agreed: false })
  })

  it.each<[Partial<ApplyDraft>, string]>([
    [{ agreed: false }, 'consent'],
    [{ name: '周' }, 'identity'],
    [{ idNumber: ' ' }, 'identity'],
    [{ phone: '' }, 'contact'],
    [{ phone: '1380000' }, 'contact'],
    [{ villageId: '' }, 'contact'],
    [{ occupation: '' }, 'about'],
    [{ health: '' }, 'declarations'],
    [{ photo: '' }, 'photo'],
  ])('names the first screen that lacks something: %j', (change, step) => {
    expect(firstMissing({ ...full, ...change }, known)).toBe(step)
  })

  it('has nothing to ask of a full form, of a stored phone, or of a photo that could not be sent', () => {
    expect(firstMissing(full, known)).toBeNull()
    const later = { hasPhone: true, photoFailed: true }
    expect(firstMissing({ ...full, phone: '', photo: '' }, later)).toBeNull()
  })

  it.each([
    ['ID_CHECKSUM', 'identity'],
    ['ID_LENGTH_15', 'identity'],
    ['TOO_OLD', 'identity'],
    ['NAME_ODD', 'identity'],
    ['PHONE_NEEDED', 'contact'],
    ['CRIMINAL_RECORD', 'declarations'],
    ['PHOTO_NOT_YOURS', 'photo'],
    ['OLD_WORDS', 'consent'],
    ['BUSY', null],
    ['ALREADY_APPLYING', null],
  ])('shows the refusal %s at the screen %s', (code, step) => {
    expect(stepOfRefusal(code)).toBe(step)
  })

  it('tells refusals that end the form from those that can be mended', () => {
    expect([isFinal('ALREADY_APPLYING'), isFinal('CONSENT_NEEDED'), isFinal('ID_DATE')]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('the draft on the phone', () => {
  it('comes back as it was left', () => {
    expect(draftFrom(JSON.parse(JSON.stringify(full)))).toEqual(full)
  })

  it.each([null, '', 7, [], { step: 'nowhere', name: 7, relatives: 'x' }])(
    'starts empty from %j',
    (stored) => {
      expect(draftFrom(stored)).toEqual(EMPTY_DRAFT)
    },
  )

  it('keeps what fits of a draft of another version', () => {
    expect(draftFrom({ name: '周建国', step: 'contact', skills: 3, gone: true })).toEqual({
      ...EMPTY_DRAFT,
      name: '周建国',
      step: 'contact',
    })
  })
})

describe('the beginning', () => {
  const jingxi = { id: 'jingxi', name: '荆溪村' }
  const way = { consented: true, known: { name: '周建国', village: jingxi, phoneMasked: null } }
  const card = { id: 'rec_1', village: { id: 'qixi', name: '棋溪村' }, state: 'open' as const }

  it('is completed by what is known, without undoing what was filled in', () => {
    expect(beginningWith(EMPTY_DRAFT, way, null)).toMatchObject({ name: '周建国', villageId: 'jingxi' })
    expect(beginningWith(full, way, card)).toMatchObject({ name: full.name, villageId: 'jingxi' })
  })

  it('takes up an open recommendation, and drops one that is over', () => {
    expect(beginningWith(EMPTY_DRAFT, way, card)).toMatchObject({
      villageId: 'qixi',
      recommendationId: 'rec_1',
    })
    const over = { ...card, state: 'expired' as const }
    expect(beginningWith({ ...EMPTY_DRAFT, recommendationId: 'rec_1' }, way, over).recommendationId).toBe('')
  })

  it('asks for consent again when there is none in force', () => {
    const asked = beginningWith(full, { ...way, consented: false }, null)
    expect(asked).toMatchObject({ step: 'consent', agreed: false, idNumber: full.idNumber })
  })
})

describe('what is sent', () => {
  it('leaves out what was not given, and knows veterans as a skill too', () => {
    const sent = applyingOf({ ...full, priorities: ['veteran'], phone: '', photo: '' })
    expect(sent).toMatchObject({ name: '周建国', skills: ['veteran', 'driver'], health: 'healthy' })
    expect(Object.keys(sent)).not.toEqual(expect.arrayContaining(['phone']))
    expect('photo' in sent || 'recommendationId' in sent).toBe(false)
  })

  it('drops the note about health of somebody who says they are healthy after all', () => {
    expect(applyingOf({ ...full, healthNote: '腰不好' }).healthNote).toBe('')
  })

  it('never declares for somebody who has not', () => {
    expect(applyingOf(EMPTY_DRAFT)).toMatchObject({ health: null, criminalRecord: null })
  })

  it('is read over before, without the whole ID number', () => {
    const parts = summaryOf(full, { village: '荆溪村', phoneMasked: '', relatives: [] })
    const text = JSON.stringify(parts)
    expect(text).toContain('荆溪村')
    expect(text).toContain('男 · 46 周岁')
    expect(text).not.toContain('19800302')
    expect(parts.map(({ step }) => step)).toEqual(['identity', 'contact', 'about', 'declarations', 'photo'])
  })
})
