import { ApiProperty } from '@nestjs/swagger';
import { Requirement } from '../plans/catalogue/catalogue-item';
import { Finding } from '../rules/finding';
import { SignerRole } from '../rules/dossier';
import { Retrofit } from '../workflow/retrofit.entity';
import { Defect } from './defect.repository';
import { AgreedLine, AgreedPlan, StoredInspectedItem, StoredInspection } from './inspection.repository';
import { Signature, VOID_REASONS } from './signature.repository';

class WordsView {
  @ApiProperty() zh!: string;
  @ApiProperty() en!: string;
}

class RequirementView {
  @ApiProperty() key!: string;
  @ApiProperty({ type: WordsView }) name!: WordsView;
  @ApiProperty({ enum: ['mm', 'ratio', 'count', 'celsius', 'newton'] }) unit!: string;
  @ApiProperty({ type: Number, nullable: true }) min!: number | null;
  @ApiProperty({ type: Number, nullable: true }) max!: number | null;
  @ApiProperty() clause!: string;
  @ApiProperty({ enum: ['A', 'B', 'M', 'D'], description: 'M: unverified, asked of nobody' })
  certainty!: string;
  @ApiProperty({ description: 'Measured only where its condition holds' }) conditional!: boolean;
  @ApiProperty({ type: Number, nullable: true }) planned!: number | null;
}

class MeasuredView {
  @ApiProperty() key!: string;
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiProperty({ type: String, nullable: true }) reasonUnmet!: string | null;
  @ApiProperty({ type: String, nullable: true }) reasonAgreedBy!: string | null;
}

export class InspectedItemView {
  @ApiProperty({ format: 'uuid' }) itemId!: string;
  @ApiProperty() acceptedQuantity!: number;
  @ApiProperty({ enum: ['pass', 'defect'] }) result!: string;
  @ApiProperty({ enum: ['passed', 'failed', 'notApplicable'] }) functionTest!: string;
  @ApiProperty({ type: Boolean, nullable: true }) unboxed!: boolean | null;
  @ApiProperty({ type: Boolean, nullable: true }) connected!: boolean | null;
  @ApiProperty({ type: [MeasuredView] }) measured!: MeasuredView[];
  @ApiProperty() note!: string;
}

export class AcceptanceItemView {
  @ApiProperty({ format: 'uuid' }) itemId!: string;
  @ApiProperty() code!: string;
  @ApiProperty({ type: WordsView }) name!: WordsView;
  @ApiProperty() room!: string;
  @ApiProperty() unit!: string;
  @ApiProperty({ enum: ['works', 'device'] }) kind!: string;
  @ApiProperty() plannedQuantity!: number;
  @ApiProperty({ description: 'Fen' }) unitPriceFen!: number;
  @ApiProperty({ type: WordsView, nullable: true }) functionTest!: WordsView | null;
  @ApiProperty({ type: [RequirementView] }) requirements!: RequirementView[];
}

export class InspectionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() round!: number;
  @ApiProperty({ format: 'date' }) inspectedOn!: string;
  @ApiProperty() inspectorName!: string;
  @ApiProperty({ enum: ['passed', 'defects'] }) result!: string;
  @ApiProperty() opinion!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: [InspectedItemView] }) items!: InspectedItemView[];
}

export class DefectView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) itemId!: string | null;
  @ApiProperty({ enum: ['inspection', 'household'] }) source!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ format: 'date' }) foundOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) curedOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) cureNote!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) reinspectedOn!: string | null;
}

export class SignatureView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['household', 'contractor', 'community', 'street', 'district', 'thirdParty'] })
  role!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ['self', 'guardian', 'proxy', 'office'] }) relation!: string;
  @ApiProperty() proxyRelation!: string;
  @ApiProperty() proxyReason!: string;
  @ApiProperty() witnessName!: string;
  @ApiProperty({ description: 'Whom a third party works for' }) firm!: string;
  @ApiProperty({ format: 'date' }) signedOn!: string;
  @ApiProperty() contentHash!: string;
  @ApiProperty({ description: 'Not voided, and what was signed still says the same' }) stands!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) voidedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, enum: VOID_REASONS }) voidedReason!: string | null;
}

class AcceptanceFindingView {
  @ApiProperty() rule!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts!: object;
  @ApiProperty({ type: 'object', additionalProperties: true }) fixAt!: object;
}

export class AcceptanceView {
  @ApiProperty({ format: 'uuid' }) retrofitId!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) completedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) acceptedOn!: string | null;
  @ApiProperty({ type: Number, nullable: true }) planRevision!: number | null;
  @ApiProperty({ type: [AcceptanceItemView] }) items!: AcceptanceItemView[];
  @ApiProperty({ type: [InspectionView] }) rounds!: InspectionView[];
  @ApiProperty({ type: [DefectView] }) defects!: DefectView[];
  @ApiProperty({ type: [String] }) requiredSigners!: readonly SignerRole[];
  @ApiProperty({ type: [SignatureView], description: 'A contractor sees its own' })
  signatures!: SignatureView[];
  @ApiProperty({ type: String, nullable: true, description: 'What a signature must name (S03)' })
  contentHash!: string | null;
  @ApiProperty({
    type: [AcceptanceFindingView],
    description: 'What still stops acceptance; empty for a contractor',
  })
  blocking!: AcceptanceFindingView[];
  @ApiProperty({
    type: [AcceptanceFindingView],
    description:
      'Flags on which nobody decided that they may stand; they stop acceptance too. Empty for a contractor',
  })
  undecidedFlags!: AcceptanceFindingView[];
  @ApiProperty({
    description: 'Photos that still wait to be compared with all others; they stop acceptance too',
  })
  waitingPhotos!: number;
}

/** Everything the acceptance of a retrofit shows. */
export interface AcceptanceState {
  retrofit: Retrofit;
  plan: AgreedPlan | null;
  rounds: StoredInspection[];
  defects: Defect[];
  requiredSigners: readonly SignerRole[];
  signatures: Signature[];
  contentHash: string | null;
  blocking: Finding[];
  undecided: Finding[];
  waitingPhotos: number;
}

export function presentAcceptance(state: AcceptanceState): AcceptanceView {
  const { retrofit, plan, rounds, defects, requiredSigners, signatures, contentHash, blocking, undecided } =
    state;
  return {
    retrofitId: retrofit.id,
    version: retrofit.version,
    completedOn: retrofit.completedOn,
    acceptedOn: retrofit.acceptedOn,
    planRevision: plan?.revision ?? null,
    items: plan?.lines.map(presentLine) ?? [],
    rounds: rounds.map(presentRound),
    defects: defects.map(({ recordedAt: _, ...defect }) => defect),
    requiredSigners,
    signatures: signatures.map((signature) => presentSignature(signature, contentHash)),
    contentHash,
    blocking: blocking.map(presentFinding),
    undecidedFlags: undecided.map(presentFinding),
    waitingPhotos: state.waitingPhotos,
  };
}

const presentFinding = ({ rule, facts, fixAt }: Finding): AcceptanceFindingView => ({ rule, facts, fixAt });

function presentLine({
  itemId,
  item,
  roomName,
  quantity,
  unitPriceFen,
  dimensions,
}: AgreedLine): AcceptanceItemView {
  return {
    itemId,
    code: item.code,
    name: item.name,
    room: roomName,
    unit: item.unit,
    kind: item.kind,
    plannedQuantity: quantity,
    unitPriceFen,
    functionTest: item.functionTest,
    requirements: item.requirements.map((requirement) => presentRequirement(requirement, dimensions)),
  };
}

function presentRequirement(
  { key, name, unit, bound, clause, certainty, appliesWhen }: Requirement,
  planned: Record<string, number>,
): RequirementView {
  return {
    key,
    name,
    unit,
    min: bound.min ?? null,
    max: bound.max ?? null,
    clause,
    certainty,
    conditional: appliesWhen !== undefined,
    planned: planned[key] ?? null,
  };
}

function presentRound({
  planId: _,
  inspectorId: __,
  recordedAt,
  items,
  ...round
}: StoredInspection): InspectionView {
  return {
    ...round,
    recordedAt: recordedAt.toISOString(),
    items: items.map((item: StoredInspectedItem) => ({ ...item })),
  };
}

function presentSignature(signature: Signature, current: string | null): SignatureView {
  const { strokes: _, inspectionId: __, recordedAt: ___, signerId: ____, voidedAt, ...shown } = signature;
  return {
    ...shown,
    stands: voidedAt === null && signature.contentHash === current,
    voidedAt: voidedAt?.toISOString() ?? null,
  };
}
