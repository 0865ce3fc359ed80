import { CalendarDate } from '../platform/time/calendar-date';
import { Position, Reference, ReviewLevel } from './dossier-parties';

export interface PaymentFacts {
  readonly id: string;
  readonly kind: 'invoice' | 'progress' | 'final' | 'retention';
  readonly on: CalendarDate;
  readonly amountFen: number;
}

export interface SettlementLine {
  readonly itemId: string;
  readonly quantity: number;
  /** Null where only the sum of all is known. */
  readonly amountFen: number | null;
}

export interface DeviceFacts {
  readonly id: string;
  readonly itemId: string;
  readonly serialNumber: string;
  /** Whether photos of its nameplate and of it in use are bound to it and stand. */
  readonly hasNameplate: boolean;
  readonly isSeenInUse: boolean;
  /** Other places at which a device of this serial number is recorded. */
  readonly alsoAt: readonly Reference[];
}

export interface LookBackFacts {
  readonly id: string;
  readonly on: CalendarDate;
}

export interface PeerPrices {
  readonly medianFen: number;
  /** How many units the median is of. */
  readonly count: number;
}

export interface SupersededPhotoFacts {
  readonly id: string;
  readonly stage: PhotoStage;
  readonly supersededOn: CalendarDate;
  readonly reason: string;
}

/** An item keeps its identity through every revision of the plan. */
export interface ItemFacts {
  readonly id: string;
  readonly code: string;
  /** As people call it, in the language of the record; facts carry it so that a message can name the item. */
  readonly name: string;
  readonly roomId: string;
  readonly kind: 'works' | 'device';
  readonly dimensioned: boolean;
  /** The fewest days that works on it take (concrete hardens); 0 where none is known. */
  readonly minimumDays: number;
  readonly requirements: readonly RequirementFacts[];
  /** Works on this very item began; null where only the whole retrofit's start is known. */
  readonly worksStartedOn: CalendarDate | null;
}

export interface RequirementFacts {
  readonly key: string;
  /** As people call it, in the language of the record; without it a message shows the key. */
  readonly name?: string;
  /** `mm`, `ratio` (the n of 1:n), `celsius` …, so that a message can write the value. */
  readonly unit?: string;
  /** Measured only where its condition holds, so that no value is asked for. */
  readonly conditional?: boolean;
  readonly min: number | null;
  readonly max: number | null;
  /** M is unverified: shown, never a stop. */
  readonly certainty: 'A' | 'B' | 'M' | 'D';
}

export interface PlanRevision {
  readonly id: string;
  readonly revision: number;
  /** Null while the household has not agreed to it. */
  readonly agreedOn: CalendarDate | null;
  readonly lines: readonly PlanLine[];
  /** The sum as an old ledger has it, whose lines have no prices; without it the lines are summed. */
  readonly totalFen?: number | null;
}

export interface PlanLine {
  readonly itemId: string;
  /** At most two decimals. */
  readonly quantity: number;
  readonly unitPriceFen: number;
}

export type PhotoStage = 'before' | 'tape' | 'during' | 'after' | 'inUse' | 'nameplate';

export interface PhotoFacts {
  readonly id: string;
  readonly stage: PhotoStage;
  readonly itemId: string | null;
  /** Further items that one photo of an old ledger shows. */
  readonly alsoItemIds?: readonly string[];
  readonly roomId: string | null;
  /** The day that counts: the camera's where there is one, else the one that was claimed; null when neither is known. */
  readonly takenOn: CalendarDate | null;
  readonly claimedOn: CalendarDate | null;
  readonly cameraAt: Date | null;
  readonly receivedAt: Date;
  readonly grade: 'inApp' | 'camera' | 'none';
  readonly position: Position | null;
  /** Device's clock ahead of the server's, in seconds; null where the two could not be compared. */
  readonly clockSkewS: number | null;
  /** Name of an editor that left its trace; empty where there is none. */
  readonly editor: string;
  readonly thumbnailDiffers: boolean;
  /** Other evidence of the very same bytes. */
  readonly sameBytes: readonly Reference[];
  /** Evidence that looks the same: of another household, item or year, and of this item's other stage. */
  readonly lookalikes: readonly Lookalike[];
  /** Whether it was compared with all other evidence: still waiting for its turn, done, or impossible. */
  readonly comparison: 'pending' | 'compared' | 'failed';
}

export interface Lookalike extends Reference {
  /** Bits of 256 in which the two differ. */
  readonly distance: number;
  readonly place: 'sameItemOtherStage' | 'otherItem' | 'otherHousehold' | 'otherDistrict';
}

export interface InspectionFacts {
  readonly id: string;
  readonly acceptors: readonly AcceptorFacts[];
  readonly items: readonly InspectedItem[];
}

export interface AcceptorFacts {
  readonly userId: string;
  readonly name: string;
  readonly level: ReviewLevel | 'thirdParty';
  /** The contractor this person works for, if any. */
  readonly contractorId: string | null;
}

export interface InspectedItem {
  readonly itemId: string;
  readonly acceptedQuantity: number;
  readonly functionTest: 'passed' | 'failed' | 'notApplicable';
  /** Null for works. */
  readonly device: { readonly unboxed: boolean; readonly connected: boolean } | null;
  readonly measured: readonly MeasuredValue[];
}

export interface MeasuredValue {
  /** The key of the item's requirement. */
  readonly key: string;
  /** Null where it could not be measured; the reason then says why. */
  readonly value: number | null;
  readonly meets: boolean;
  /** The planned value, and whether the measured one is at least as good; null where nothing was planned. */
  readonly planned: number | null;
  readonly asPlanned: boolean | null;
  /** Why the requirement cannot be met, and who agreed; empty where nothing was recorded. */
  readonly reason: string;
  readonly reasonAgreedBy: string;
}

export interface DefectFacts {
  readonly id: string;
  readonly source: 'inspection' | 'household';
  readonly foundOn: CalendarDate;
  readonly curedOn: CalendarDate | null;
  readonly reinspectedOn: CalendarDate | null;
}
