import { Alignment } from '../../evidence/comparison/photo-comparison';
import { paths } from '../../paths';
import { address } from '../../platform/views/environment';
import { Model } from '../../platform/views/views';
import { Words } from '../../workflow/date-hints';
import { isNew, pictureOf, placeOf } from './flag-card';
import { FlaggedPhoto } from './flagged-photo.repository';
import { ReviewFlag } from './review-reader';

/** The photo that the flagged one is compared with: the chosen one, else one that is new since a decision, else the nearest; null where there is none to see. */
export function chosenOther({ flag, photo, others }: ReviewFlag, chosen: string | null): FlaggedPhoto | null {
  if (photo === null) return null;
  return (
    others.find(({ id }) => id === chosen) ?? others.find((one) => isNew(flag, one)) ?? others[0] ?? null
  );
}

/** Two photos side by side, one over the other, and their difference. */
export function comparisonModel(
  flag: ReviewFlag,
  other: FlaggedPhoto,
  alignment: Pick<Alignment, 'isMirrored'> | null,
  query: Readonly<Record<string, string | null>>,
  words: Words,
): Model {
  const { t } = words;
  const photo = flag.photo!;
  const names = { one: placeOf(photo, words), other: placeOf(other, words) };
  return {
    sides: [pictureOf(photo, 'flagged', words), pictureOf(other, isNew(flag.flag, other) ? 'new' : 'other', words)],
    choices: flag.others.length < 2 ? [] : flag.others.map((one, index) => ({
      href: address(paths.review.show(flag.flag.id), { ...query, with: one.id }),
      text: `${index + 1}. ${one.personName} · ${placeOf(one, words)}${isNew(flag.flag, one) ? ` · ${t('review.compare.new')}` : ''}`,
      isCurrent: one.id === other.id,
    })),
    isShown: photo.isShown && other.isShown,
    notes: [t(alignment ? 'review.compare.aligned' : 'review.compare.notAligned'), ...(alignment?.isMirrored ? [t('review.compare.mirrored')] : [])],
    screen: paths.photos.screen(photo.id),
    screenAlt: pictureOf(photo, 'flagged', words).alt,
    aligned: paths.photos.aligned(photo.id, other.id),
    alignedAlt: t('review.compare.overlayAlt', { other: names.other }),
    difference: paths.photos.difference(photo.id, other.id),
    differenceAlt: t('review.compare.differenceAlt', names),
  }; // prettier-ignore
}
