import { ApiProperty } from '@nestjs/swagger';
import { PHOTO_STAGES } from '../../plans/catalogue/catalogue-item';
import { ListedFindingView, presentListed } from '../findings.presenter';
import { FLAG_RULES, FLAG_WEIGHTS } from './flag-weights';
import { FlaggedPhoto } from './flagged-photo.repository';
import { ReviewFlag, ReviewPage } from './review-reader';

class FlaggedPhotoView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null for a photo of an old ledger',
  })
  retrofitId!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Of the old ledger; null for a living record',
  })
  recordId!: string | null;
  @ApiProperty({ enum: PHOTO_STAGES, nullable: true }) stage!: string | null;
  @ApiProperty() caption!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) takenOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) claimedOn!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) cameraAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) positionAt!: Date | null;
  @ApiProperty({ format: 'date-time' }) receivedAt!: Date;
  @ApiProperty({ enum: ['inApp', 'camera', 'none'] }) grade!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Whole metres from the dwelling; null where either place is unknown' })
  distanceM!: number | null; // prettier-ignore
  @ApiProperty({ type: Number, nullable: true, description: 'Reported accuracies of both places together, whole metres' })
  accuracyM!: number | null; // prettier-ignore
}

export class FlagView extends ListedFindingView {
  @ApiProperty({ minimum: 1, maximum: 100, description: 'The list is sorted by it, the heaviest first' }) weight!: number;
  @ApiProperty({ type: FlaggedPhotoView, nullable: true, description: 'Null for a flag of something else' })
  photo!: FlaggedPhotoView | null;
  @ApiProperty({ type: [FlaggedPhotoView], description: 'Photos that look like it, as far as one may see them; their pictures of the difference are at /api/v1/photos/{id}/comparisons/{otherId}/difference' })
  others!: FlaggedPhotoView[];
} // prettier-ignore

class RuleCountView {
  @ApiProperty({ enum: FLAG_RULES }) rule!: string;
  @ApiProperty() count!: number;
}

export class FlagsView {
  @ApiProperty({ type: [FlagView] }) items!: FlagView[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `after` for the rows that follow; null on the last page' })
  next!: string | null; // prettier-ignore
  @ApiProperty({ type: [RuleCountView], description: 'Of all pages, whatever rule is asked for' })
  counts!: RuleCountView[];
}

class FlagTallyView {
  @ApiProperty({ format: 'uuid' }) contractorId!: string;
  @ApiProperty() contractorName!: string;
  @ApiProperty({ description: 'Found in the period; the sum of the others' }) opened!: number;
  @ApiProperty() open!: number;
  @ApiProperty({ description: 'May stand' }) accepted!: number;
  @ApiProperty({ description: 'To be put right' }) rejected!: number;
  @ApiProperty({ description: 'Put right, where no record shows it' }) cured!: number;
  @ApiProperty({ description: 'The cause is gone' }) closed!: number;
}

export class FlagTalliesView {
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date' }) until!: string;
  @ApiProperty({ type: [FlagTallyView], description: 'By the contractors’ names' }) items!: FlagTallyView[];
}

export function presentFlags({ items, next, counts }: ReviewPage): FlagsView {
  return { items: items.map(presentFlag), next, counts: [...counts] };
}

function presentFlag({ flag, photo, others }: ReviewFlag): FlagView {
  return {
    ...presentListed(flag),
    weight: FLAG_WEIGHTS[flag.rule],
    photo: photo && presentPhoto(photo),
    others: others.map(presentPhoto),
  };
}

function presentPhoto(photo: FlaggedPhoto): FlaggedPhotoView {
  const { id, retrofitId, recordId, stage, caption, takenOn, claimedOn, cameraAt, positionAt, receivedAt, grade, distanceM, accuracyM } = photo;
  return { id, retrofitId, recordId, stage, caption, takenOn, claimedOn, cameraAt, positionAt, receivedAt, grade, distanceM, accuracyM };
} // prettier-ignore
