import type { Rule } from '../../rule.ts'
import { bankCard } from './bank-card.ts'
import { addressOfPerson, nameToWithhold, plateOfPerson, travelDocument } from './documents-and-addresses.ts'
import { idNumber } from './id-number.ts'
import { phoneNumber } from './phone.ts'
import { levelOfSecrecy, militaryPicture, restrictedUse } from './secrecy-marks.ts'

/** Personal data and marks of secrecy: the element 保密 (§8.2.2(6)). */
export const secrecyRules: readonly Rule[] = [
  idNumber,
  phoneNumber,
  bankCard,
  travelDocument,
  addressOfPerson,
  plateOfPerson,
  nameToWithhold,
  levelOfSecrecy,
  restrictedUse,
  militaryPicture,
]
