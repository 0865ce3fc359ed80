import { Rule } from '../rule';
import { possibleVisits, startAndFinishBy } from './calendar-rules';
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
import { deviceWorks, photosComplete, photosInTheirStage } from './photo-rules';
import { masked } from './publication-rules';
import {
  acceptorIsNotBuilder,
  notByTheBuilder,
  notSatisfiedReopens,
  proxyExplained,
  signedWhatTheySaw,
  signersComplete,
} from './signature-rules';
import { eligible, inCatalogue, pricePlausible, withinCap } from './terms-rules';
import { alive, certificateValid, lateEntry, licenceValid, noticeBeforeWorks } from './time-rules';

/** The rules that look at a whole dossier; the order of its dates is the chronology's. */
export const GATE_RULES: readonly Rule[] = [
  noticeBeforeWorks,
  lateEntry,
  certificateValid,
  alive,
  licenceValid,
  photosInTheirStage,
  photosComplete,
  deviceWorks,
  signersComplete,
  signedWhatTheySaw,
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
