import * as z from 'zod'
import type { WriteContext } from '../../shared/action'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { isOwnFile } from '../../shared/files'
import { newId } from '../../shared/ids'
import { isRisky } from '../../shared/moderation'
import { cleanWords, FileId, Id, Phone, RequestKey, words } from '../../shared/payload'
import { consentOf } from '../../shared/privacy'
import { refusal } from '../../shared/refusal'
import { seal } from '../../shared/sealed'
import { dayOf } from '../../shared/time'
import { QUALIFICATIONS, type Qualification } from '../../shared/values'
import { checkedId, ID_REFUSALS, IdText } from '../checkedId'
import { normalName } from '../names'
import type { Application, Declarations, Identity } from '../record'
import { applyWords } from '../refusals'
import { applyRefusal, declarationRefusal, prioritiesOf, queueKeyOf, recommendationState } from '../rules'
import {
  addApplication,
  ensurePerson,
  findApplicant,
  findRecommendation,
  register,
  registeredTo,
  takeRecommendation,
} from '../store'
import { toApplicant, toDeciders } from '../telling'
import { applicationView } from '../view'

const Input = z.strictObject({
  name: z.string().min(1).max(60),
  idNumber: IdText,
  phone: z
    .string()
    .max(30)
    .transform((text) => text.normalize('NFKC'))
    .pipe(Phone)
    .optional(),
  villageId: Id,
  occupation: words(40),
  priorities: z.array(z.enum(['party', 'veteran', 'worthy', 'grid'])).max(4),
  skills: z.array(z.enum(QUALIFICATIONS)).max(QUALIFICATIONS.length),
  health: z.enum(['healthy', 'limited']).nullable(),
  healthNote: z.string().max(200).transform(cleanWords),
  criminalRecord: z.enum(['none', 'has']).nullable(),
  motive: z.string().max(200).transform(cleanWords),
  photo: FileId.optional(),
  relatives: z.array(Id).max(10),
  recommendationId: Id.optional(),
  requestKey: RequestKey,
})

/**
 * Applies to become a volunteer (S-20, S-21). Consent comes before anything is looked at; whether the ID number is
 * known already shows in nothing that the caller is told.
 */
export const apply = write({
  input: Input,
  allow: anyone(),
  refusals: [
    ...ID_REFUSALS,
    'CLOSED',
    'CONSENT_NEEDED',
    'ALREADY_APPLYING',
    'ALREADY_VOLUNTEER',
    'ELIMINATED_RECENTLY',
    'NAME_ODD',
    'DECLARATION_MISSING',
    'CRIMINAL_RECORD',
    'UNKNOWN_VILLAGE',
    'PHONE_NEEDED',
    'PHOTO_NOT_YOURS',
    'RISKY_TEXT',
    'RECOMMENDATION_GONE',
    'OWN_CASE',
  ],
  async run(context, input) {
    const { me, now, tx, township, tell, subject } = context
    await mayApply(context)
    const application = await made(context, input)
    if (await isRisky(me.openid, `${application.occupation}\n${application.motive}`))
      throw refusal('RISKY_TEXT', '填写的文字里有不合适的内容，请改一改。')
    await ensurePerson(tx, me, now)
    await addApplication(tx, application)
    tell(toApplicant(application, 'apply', township))
    tell(await toDeciders(application, application.identityCheck ? 'identity' : 'village', context))
    subject(application._id)
    return applicationView(application, township)
  },
})

/** @throws Refusal saying why the caller cannot apply now */
async function mayApply({ me, now, tx, township }: WriteContext): Promise<void> {
  const [applicant, consent] = [await findApplicant(tx, me.id), await consentOf(tx, me.id, 'recruitment')]
  const { open, eliminatedPause } = township.recruitment
  const volunteer = me.person?.volunteer != null
  const code = applyRefusal({ volunteer, applicant, open, consented: consent !== null, eliminatedPause }, now)
  if (code) throw refusal(code, applyWords(code, applicant, township))
}

/** The application that the form makes. */
async function made(context: WriteContext, input: z.output<typeof Input>): Promise<Application> {
  const { me, now, township } = context
  const name = normalName(input.name)
  if (name === null) throw refusal('NAME_ODD', '请填身份证上的姓名，2 到 20 个汉字。')
  const { age, sex, ...identity } = checkedId(input.idNumber, dayOf(now), township)
  const declarations = declared(input)
  const team = township.teams.find((each) => each.villageId === input.villageId)
  if (!team) throw refusal('UNKNOWN_VILLAGE', '没有这个村，请重新选择。')
  const phone = input.phone === undefined ? (me.person?.phone ?? null) : seal(input.phone)
  if (!phone) throw refusal('PHONE_NEEDED', '请留一个电话，审核和培训要联系你。')
  if (input.photo !== undefined && !isOwnFile(input.photo, me.id))
    throw refusal('PHOTO_NOT_YOURS', '这张照片用不了，请重新拍一张。')
  const recommendedBy =
    input.recommendationId === undefined ? null : await recommender(context, input.recommendationId)
  const identityCheck = !(await registered(context, identity.idNumber))
  const id = newId('app')
  const priorities = prioritiesOf(input.priorities, age)
  return {
    _id: id,
    revision: 1,
    state: 'submitted',
    personId: me.id,
    villageId: team.villageId,
    teamId: team.id,
    way: recommendedBy === null ? 'self' : 'recommended',
    recommendedBy,
    name,
    sex,
    identity: seal(JSON.stringify(identity satisfies Identity)),
    phone,
    declarations: seal(JSON.stringify(declarations)),
    identityCheck,
    occupation: input.occupation,
    priorities,
    skills: skillsOf(input),
    motive: input.motive,
    photo: input.photo ?? null,
    relatives: [...new Set(input.relatives)],
    recused: [],
    queueKey: queueKeyOf(priorities, now, id),
    submittedAt: now,
    closedAt: null,
    erasedAt: null,
    passed: [],
    papers: 0,
    steps: [{ event: 'apply', at: now, by: me.id, reason: null }],
  }
}

/** @throws Refusal when something is not declared, or keeps them out */
function declared(input: z.output<typeof Input>): Declarations {
  const { health, healthNote, criminalRecord } = input
  const code = declarationRefusal({ health, healthNote, criminalRecord })
  if (code === 'CRIMINAL_RECORD') throw refusal(code, '有犯罪记录的不能报名义警，谢谢你的热心。')
  if (code || health === null)
    throw refusal('DECLARATION_MISSING', '健康状况和有无犯罪记录都要自己选；身体有限制的请写明。')
  return { health, healthNote: health === 'limited' ? healthNote : '', criminalRecord: 'none' }
}

/** A veteran is one on patrol too (S-32). */
function skillsOf({ skills, priorities }: z.output<typeof Input>): Qualification[] {
  return [
    ...new Set<Qualification>([...skills, ...(priorities.includes('veteran') ? (['veteran'] as const) : [])]),
  ]
}

/** Takes a recommendation up and answers who made it. */
async function recommender({ me, now, tx }: WriteContext, id: string): Promise<string> {
  const found = await findRecommendation(tx, id)
  if (found?.byId === me.id) throw refusal('OWN_CASE', '不能用自己写的推荐，请直接自荐报名。')
  if (!found || recommendationState(found, now) !== 'open' || !(await takeRecommendation(tx, id, me.id)))
    throw refusal('RECOMMENDATION_GONE', '这份推荐已经用过或过期了，可以直接自荐报名。')
  return found.byId
}

/** Registers the number to the caller; false when it is somebody else's, which only the office learns. */
async function registered({ me, tx }: WriteContext, idNumber: string): Promise<boolean> {
  const owner = await registeredTo(tx, idNumber)
  if (owner !== null && owner !== me.id) return false
  await register(tx, idNumber, me.id)
  return true
}
