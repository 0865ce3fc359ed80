import { Rule } from '../rule';
import { possibleVisits, startAndFinishBy } from './calendar-rules';
import { deviceOnce, deviceWorks } from './device-rules';
import { opinionsComplete, selectionRecorded, variationAgreed } from './form-rules';
import { priceOutlier, threeAgree, worksNotOnlyDevices } from './money-rules';
import { asPlanned, withinStandard } from './measurement-rules';
import { ownNamesOnly } from './own-names-rule';
import {
  certificate,
  identity,
  noDouble,
  noDoubleAddress,
  ofThisDistrict,
  once,
  onceAcross,
} from './person-rules';
import { masked } from './publication-rules';
import { atTheDwelling, captureIsKnown, notEdited, yearMatches } from './photo-origin-rules';
import { originalsKept, photoNotReused, photoOnce, somethingChanged } from './photo-reuse-rules';
import { photosComplete, photosInTheirStage } from './photo-rules';
import { contractAfterAward, lookBackInOrder, moneyInOrder, plausibleDuration } from './sequence-rules';
import {
  acceptorIsNotBuilder,
  notByTheBuilder,
  notSatisfiedReopens,
  oneHandOneName,
  proxyExplained,
  signedWhatTheySaw,
  signersComplete,
  threePeople,
} from './signature-rules';
import { eligible, inCatalogue, pricePlausible, withinCap } from './terms-rules';
import { alive, certificateValid, lateEntry, licenceValid, noticeBeforeWorks } from './time-rules';

/** The rules that look at a whole dossier; the order of its dates is the chronology's. */
export const GATE_RULES: readonly Rule[] = [
  noticeBeforeWorks,
  contractAfterAward,
  lateEntry,
  certificateValid,
  alive,
  licenceValid,
  photosInTheirStage,
  lookBackInOrder,
  plausibleDuration,
  moneyInOrder,
  photosComplete,
  photoOnce,
  photoNotReused,
  somethingChanged,
  atTheDwelling,
  captureIsKnown,
  yearMatches,
  originalsKept,
  deviceOnce,
  deviceWorks,
  notEdited,
  signersComplete,
  threePeople,
  signedWhatTheySaw,
  oneHandOneName,
  proxyExplained,
  notByTheBuilder,
  notSatisfiedReopens,
  acceptorIsNotBuilder,
  opinionsComplete,
  selectionRecorded,
  variationAgreed,
  eligible,
  withinCap,
  inCatalogue,
  pricePlausible,
  withinStandard,
  asPlanned,
  ownNamesOnly,
  identity,
  certificate,
  ofThisDistrict,
  once,
  onceAcross,
  noDouble,
  noDoubleAddress,
  startAndFinishBy,
  priceOutlier,
  threeAgree,
  worksNotOnlyDevices,
  possibleVisits,
  masked,
];
