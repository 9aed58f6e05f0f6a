import type { TeamLeadsDto, TeamPlace } from '../../../../cloudfunctions/office/dto'
import { livePage } from '../../../api/livePage'
import { appoint, getTeamLeads } from '../../../api/office'
import { say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { leadViews, placeQuestion, type LeadView } from '../../../lib/officeView'

interface Page {
  data: { team: string }
  setData(data: Record<string, unknown>): void
}

/** The change that is about to be made. */
interface Asked {
  personId: string
  as: TeamPlace
  title: string
  text: string
}

const live = livePage<Page, TeamLeadsDto>({
  read: ({ data: { team } }) => getTeamLeads(team === '' ? undefined : team),
  show: (page, leads) =>
    page.setData({
      leads,
      team: leads.team.id,
      teamName: leads.team.name,
      teamNames: leads.teams.map(({ name }) => name),
      teamIndex: leads.teams.findIndex(({ id }) => id === leads.team.id),
      members: leadViews(leads.members),
    }),
})

Component({
  behaviors: [showsLive(live), acting],
  properties: {
    /** The query of the page: a team, or the caller's first one. */
    team: String,
  },
  data: {
    leads: null as TeamLeadsDto | null,
    teamName: '',
    teamNames: [] as string[],
    teamIndex: 0,
    members: [] as LeadView[],
    asked: null as Asked | null,
  },
  methods: {
    changeTeam(event: WechatMiniprogram.PickerChange) {
      const team = this.data.leads?.teams[Number(event.detail.value)]
      if (!team) return
      this.setData({ team: team.id })
      void live(this).refresh()
    },
    ask(event: WechatMiniprogram.TouchEvent<object, object, { person: string; as: TeamPlace }>) {
      const { person, as } = event.currentTarget.dataset
      const members = this.data.leads?.members ?? []
      this.setData({ asked: { personId: person, as, ...placeQuestion(members, person, as) } })
    },
    leave() {
      this.setData({ asked: null })
    },
    async appoint() {
      const { asked } = this.data
      if (!asked) return
      const { personId, as } = asked
      const outcome = await act(this, [personId, as], (key) => appoint(personId, as, key))
      if (!outcome.done && outcome.code === null) return
      this.setData({ asked: null })
      if (outcome.done) say('已定好')
      await live(this).refresh()
    },
  },
})
