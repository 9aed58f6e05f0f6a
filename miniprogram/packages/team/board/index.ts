import type { TeamBoardDto } from '../../../../cloudfunctions/recruitment/dto'
import { getMe } from '../../../api/account'
import { pageCache } from '../../../api/cache'
import { livePage } from '../../../api/livePage'
import { teamBoards } from '../../../api/team'
import { openPage } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import { boardCard, byNeed, type BoardCardView } from '../../../lib/boardView'
import { stepsFor } from '../../../lib/reviewView'

interface Board {
  teams: TeamBoardDto[]
  canReview: boolean
}

const live = livePage<WechatMiniprogram.Component.TrivialInstance, Board>({
  async read() {
    const [me, teams] = await Promise.all([getMe(), teamBoards()])
    return { teams, canReview: stepsFor(me).length > 0 }
  },
  show(page, { teams, canReview }) {
    const places = teams.reduce((sum, team) => sum + team.places, 0)
    const members = teams.reduce((sum, team) => sum + team.members, 0)
    page.setData({
      cards: [...teams].sort(byNeed).map(boardCard),
      total: `${teams.length} 支队 · 队员 ${members} 人 · 还有 ${places} 个位置`,
      canReview,
    })
  },
  cache: () => pageCache('board'),
})

Component({
  behaviors: [showsLive(live)],
  data: { cards: [] as BoardCardView[], total: '', canReview: false },
  methods: {
    openQueue() {
      openPage('/packages/team/queue/index')
    },
    openPoster() {
      openPage('/packages/team/poster/index')
    },
  },
})
