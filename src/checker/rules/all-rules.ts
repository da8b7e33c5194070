import type { Rule } from '../rule.ts'
import { bodyName } from './politics/body-name.ts'
import { coreValuesOrder } from './politics/core-values.ts'
import { leaderName } from './politics/leader-name.ts'
import { leaderOrder } from './politics/leader-order.ts'
import { leaderPost } from './politics/leader-post.ts'
import { partySecretary, plenum } from './politics/meetings.ts'
import { numberedSlogan } from './politics/numbered-slogan.ts'
import { convictBeforeJudgment, leaderAsBoss, leaderInPerson } from './politics/person-terms.ts'
import { regionAsCountry } from './politics/region-as-country.ts'
import { renamedBody } from './politics/renamed-body.ts'
import { miswrittenBody, miswrittenPhrase } from './politics/set-phrase.ts'
import { bankCard } from './secrecy/bank-card.ts'
import { addressOfPerson, nameToWithhold, plateOfPerson, travelDocument } from './secrecy/documents-and-addresses.ts'
import { idNumber } from './secrecy/id-number.ts'
import { phoneNumber } from './secrecy/phone.ts'
import { levelOfSecrecy, restrictedUse } from './secrecy/secrecy-marks.ts'

/** Every rule that needs more than a list of words, by chapter of the rule book. */
export const allRules: readonly Rule[] = [
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
  idNumber,
  phoneNumber,
  bankCard,
  travelDocument,
  addressOfPerson,
  plateOfPerson,
  nameToWithhold,
  levelOfSecrecy,
  restrictedUse,
]
