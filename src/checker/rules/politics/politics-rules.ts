import type { Rule } from '../../rule.ts'
import { bodyName } from './body-name.ts'
import { coreValuesOrder } from './core-values.ts'
import { leaderName } from './leader-name.ts'
import { leaderOrder } from './leader-order.ts'
import { leaderPost } from './leader-post.ts'
import { partySecretary, plenum } from './meetings.ts'
import { numberedSlogan } from './numbered-slogan.ts'
import { convictBeforeJudgment, leaderAsBoss, leaderInPerson } from './person-terms.ts'
import { regionAsCountry } from './region-as-country.ts'
import { renamedBody } from './renamed-body.ts'
import { miswrittenBody, miswrittenPhrase } from './set-phrase.ts'
import { soliciting } from './soliciting.ts'

/** Names, posts, set phrases and names of bodies: the element 政治 (§8.2.2(1)). */
export const politicsRules: readonly Rule[] = [
  leaderName,
  leaderPost,
  leaderOrder,
  bodyName,
  miswrittenPhrase,
  numberedSlogan,
  coreValuesOrder,
  miswrittenBody,
  plenum,
  partySecretary,
  renamedBody,
  regionAsCountry,
  convictBeforeJudgment,
  leaderInPerson,
  leaderAsBoss,
  soliciting,
]
