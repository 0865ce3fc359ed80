import { CreatePlatform1795392000000 } from './1795392000000-create-platform';
import { CreateAccess1795392000100 } from './1795392000100-create-access';
import { CreateHistory1795392000200 } from './1795392000200-create-history';
import { CreateHouseholds1795392000300 } from './1795392000300-create-households';
import { CreateProgrammes1795392000400 } from './1795392000400-create-programmes';
import { CreateContractors1795392000500 } from './1795392000500-create-contractors';
import { CreateRetrofits1795392000600 } from './1795392000600-create-retrofits';
import { CreatePlans1795392000700 } from './1795392000700-create-plans';
import { CreateEvidence1795392000800 } from './1795392000800-create-evidence';
import { CreateAcceptance1795392000900 } from './1795392000900-create-acceptance';
import { CreateJobs1795392001000 } from './1795392001000-create-jobs';
import { StampByTheClock1795737600000 } from './1795737600000-stamp-by-the-clock';
import { KeepWhatWasGiven1795737600100 } from './1795737600100-keep-what-was-given';
import { TieRetrofitsToPeople1795737600200 } from './1795737600200-tie-retrofits-to-people';
import { ProvePlacesAndAcceptance1795737600300 } from './1795737600300-prove-places-and-acceptance';
import { FreezeTerms1795737600400 } from './1795737600400-freeze-terms';
import { BindSatisfactionToItsReport1795737601000 } from './1795737601000-bind-satisfaction-to-its-report';
import { CloseEvidenceAtAcceptance1795737601100 } from './1795737601100-close-evidence-at-acceptance';
import { LetOfficesSignForThemselves1795737601200 } from './1795737601200-let-offices-sign-for-themselves';
import { TellTheAreaOfActors1795737601300 } from './1795737601300-tell-the-area-of-actors';
import { CountFailedSignIns1795737602000 } from './1795737602000-count-failed-sign-ins';
import { SettleSurveys1795737603000 } from './1795737603000-settle-surveys';
import { CreateFoundRecords1795737610000 } from './1795737610000-create-found-records';
import { CreateWaivers1795737611000 } from './1795737611000-create-waivers';
import { WaiveDecisionsAndPeriods1795737611100 } from './1795737611100-waive-decisions-and-periods';
import { CreateImports1795737612000 } from './1795737612000-create-imports';
import { CreateFindings1795737613000 } from './1795737613000-create-findings';
import { MakeFindingsDue1795737614000 } from './1795737614000-make-findings-due';
import { CreateAudits1795737615000 } from './1795737615000-create-audits';
import { SetThresholds1795737616000 } from './1795737616000-set-thresholds';
import { SetCatalogueByDistrict1795737616100 } from './1795737616100-set-catalogue-by-district';
import { LookAcrossRecords1795737616200 } from './1795737616200-look-across-records';
import { RefuseLateWaivers1795737618000 } from './1795737618000-refuse-late-waivers';
import { FindBeforeDeciding1795737618100 } from './1795737618100-find-before-deciding';
import { WithdrawImports1795737618800 } from './1795737618800-withdraw-imports';
import { CorrectInOnesOwnName1795737619000 } from './1795737619000-correct-in-ones-own-name';
import { CloseRecordsAtAcceptance1795737619100 } from './1795737619100-close-records-at-acceptance';
import { BookPlacesAsTheyAre1795737619200 } from './1795737619200-book-places-as-they-are';
import { KeepDecisionsOfFindings1795737619300 } from './1795737619300-keep-decisions-of-findings';
import { NameWhoActs1795737619400 } from './1795737619400-name-who-acts';
import { KeepPhotosInTheirDistrict1795737619500 } from './1795737619500-keep-photos-in-their-district';
import { KeepFingerprints1795780100000 } from './1795780100000-keep-fingerprints';
import { CheckFiles1795780200000 } from './1795780200000-check-files';
import { KnowTheCapture1795780300000 } from './1795780300000-know-the-capture';
import { PreparePhotosFromAQueue1795780400000 } from './1795780400000-prepare-photos-from-a-queue';
import { BindPhotosToThings1795780500000 } from './1795780500000-bind-photos-to-things';
import { CompareSignatures1795780500100 } from './1795780500100-compare-signatures';
import { HoldPhotosToWhatTheyAre1795784400000 } from './1795784400000-hold-photos-to-what-they-are';
import { OrderFlags1795780600000 } from './1795780600000-order-flags';

/** Every migration, in order. */
export const MIGRATIONS = [
  CreatePlatform1795392000000,
  CreateAccess1795392000100,
  CreateHistory1795392000200,
  CreateHouseholds1795392000300,
  CreateProgrammes1795392000400,
  CreateContractors1795392000500,
  CreateRetrofits1795392000600,
  CreatePlans1795392000700,
  CreateEvidence1795392000800,
  CreateAcceptance1795392000900,
  CreateJobs1795392001000,
  StampByTheClock1795737600000,
  KeepWhatWasGiven1795737600100,
  TieRetrofitsToPeople1795737600200,
  ProvePlacesAndAcceptance1795737600300,
  FreezeTerms1795737600400,
  BindSatisfactionToItsReport1795737601000,
  CloseEvidenceAtAcceptance1795737601100,
  LetOfficesSignForThemselves1795737601200,
  TellTheAreaOfActors1795737601300,
  CountFailedSignIns1795737602000,
  SettleSurveys1795737603000,
  CreateFoundRecords1795737610000,
  CreateWaivers1795737611000,
  WaiveDecisionsAndPeriods1795737611100,
  CreateImports1795737612000,
  CreateFindings1795737613000,
  MakeFindingsDue1795737614000,
  CreateAudits1795737615000,
  SetThresholds1795737616000,
  SetCatalogueByDistrict1795737616100,
  LookAcrossRecords1795737616200,
  RefuseLateWaivers1795737618000,
  FindBeforeDeciding1795737618100,
  WithdrawImports1795737618800,
  CorrectInOnesOwnName1795737619000,
  CloseRecordsAtAcceptance1795737619100,
  BookPlacesAsTheyAre1795737619200,
  KeepDecisionsOfFindings1795737619300,
  NameWhoActs1795737619400,
  KeepPhotosInTheirDistrict1795737619500,
  KeepFingerprints1795780100000,
  CheckFiles1795780200000,
  KnowTheCapture1795780300000,
  PreparePhotosFromAQueue1795780400000,
  BindPhotosToThings1795780500000,
  CompareSignatures1795780500100,
  HoldPhotosToWhatTheyAre1795784400000,
  OrderFlags1795780600000,
];
