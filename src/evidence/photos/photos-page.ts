import { Injectable } from '@nestjs/common';
import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { PHOTO_STAGES, PhotoStage } from '../../plans/catalogue/catalogue-item';
import { ReadTx } from '../../platform/database/database';
import { formatDay } from '../../platform/i18n/formats';
import { Clock } from '../../platform/time/clock';
import { localDay } from '../../platform/time/district-time';
import { Words } from '../../workflow/date-hints';
import { lateDays } from '../../workflow/late-days';
import { Retrofit } from '../../workflow/retrofit.entity';
import { RetrofitHeader } from '../../workflow/retrofit-header';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { Documents } from '../documents/documents';
import { takesPhotos } from './after-acceptance';
import { beforesOf, PhotoPair, pairsOf } from './photo-pairs';
import { CaptureTickets } from './capture-tickets';
import { PhotoPlacesRepository, PlannedItem, Room } from './photo-places.repository';
import { LinksOfPhoto, PhotoLinks } from './photo-links';
import { PhotoRepository, PhotoRow } from './photo.repository';
import { stagesOpenTo, WantedPhoto, wantedOf, wantedOfRoom } from './wanted-photos';

/** As the component `photo.njk` takes it. */
export interface PhotoCard {
  readonly id: string;
  readonly href: string;
  readonly thumbnail: string | null;
  readonly alt: string;
  readonly title: string;
  readonly stage: string;
  readonly time: string;
  readonly grade: string;
  readonly lateDays: number;
  readonly flag: string;
}

interface Place {
  readonly key: string;
  readonly id: string;
  /** Null for a room. */
  readonly itemId: string | null;
  readonly title: string;
  readonly note: string;
  readonly wanted: readonly WantedPhoto[];
  readonly photos: readonly PhotoRow[];
  readonly pairs: readonly PhotoPair[];
  /** Before photos that an after photo may be taken like. */
  readonly befores: readonly PhotoRow[];
}

/** Gathers the page of a retrofit's photos: what is asked for and why, what is there, what is still missing. */
@Injectable()
export class PhotosPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly photos: PhotoRepository,
    private readonly places: PhotoPlacesRepository,
    private readonly documents: Documents,
    private readonly links: PhotoLinks,
    private readonly clock: Clock,
    private readonly tickets: CaptureTickets,
  ) {}

  /**
   * @param likeId the before photo that an after photo is to be taken like, where the address or the form says one
   * @param withCamera whether the page opens the camera: then it brings a ticket for each place and stage
   */
  async model(
    tx: ReadTx,
    id: string,
    words: Words,
    likeId: unknown,
    withCamera: boolean,
  ): Promise<Record<string, unknown>> {
    const retrofit = await this.retrofits.get(tx, id);
    const header = await this.header.model(tx, retrofit, words.t, 'photos');
    const photos = await this.photos.ofRetrofit(tx, id);
    const places = placesOf(await this.places.items(tx, id), await this.places.rooms(tx, id), photos, retrofit, words); // prettier-ignore
    const mayAdd =
      may(tx.actor.role, 'photo.write') && retrofit.endedOn === null && retrofit.signedOn === null;
    const complaints = await this.photos.openComplaints(tx, id);
    const stages = stagesOpenTo(tx.actor.role, retrofit.startedOn !== null);
    const isOpen = ({ itemId }: Place): boolean => mayAdd && takesPhotos(retrofit, complaints, itemId);
    const open = places.filter(isOpen);
    const card = (photo: PhotoRow): PhotoCard => photoCard(photo, this.links.of(tx.actor, photo.id), header.lateEntryDays, words); // prettier-ignore
    const like = photos.find((photo) => photo.id === likeId && photo.stage === 'before');
    return {
      header,
      like: like ? card(like) : null,
      places: places
        .filter(isShown)
        .map((place) => placeModel(place, card, isOpen(place) ? stages : [], id, words)),
      missing: missingModel(places, words),
      upload: open.length > 0 ? uploadModel(open, stages, id, words, this.clock) : null,
      tickets: withCamera ? this.ticketsOf(tx, id, open, stages) : {},
      preparing: {
        count: photos.filter(({ renditionState }) => renditionState === 'pending').length,
        href: paths.retrofits.photos(id),
      },
      isClosed: mayAdd && places.length > 0 && open.length === 0,
      documents: await this.documents.listOf(tx, { type: 'retrofits', id }),
    };
  }

  private ticketsOf(tx: ReadTx, retrofitId: string, places: readonly Place[], stages: readonly PhotoStage[]): Record<string, string> {
    const now = this.clock.now();
    const actorId = tx.actor.id;
    return Object.fromEntries(
      places.flatMap(({ key, id: placeId }) =>
        stages.map((stage) => [`${key} ${stage}`, this.tickets.issue({ actorId, retrofitId, placeId, stage }, now)]),
      ),
    );
  } // prettier-ignore
}

function placesOf(
  items: readonly PlannedItem[],
  rooms: readonly Room[],
  photos: readonly PhotoRow[],
  retrofit: Retrofit,
  { t, language }: Words,
): Place[] {
  const hasBegun = retrofit.startedOn !== null;
  const ofItems = items
    .map((item) => ({
      key: `item:${item.id}`,
      id: item.id,
      itemId: item.id,
      title: language === 'en' ? item.item.name.en : item.item.name.zh,
      note: item.isPlanned ? item.room : t('evidence.place.notPlanned', { room: item.room }),
      wanted: item.isPlanned ? wantedOf(item, photos, hasBegun) : [],
      photos: photos.filter(({ itemId }) => itemId === item.id),
      pairs: pairsOf(item, photos),
      befores: beforesOf(item, photos),
      isShown: item.isPlanned || photos.some(({ itemId }) => itemId === item.id),
    }))
    .filter(({ isShown }) => isShown);
  const hasPlan = items.some(({ isPlanned }) => isPlanned);
  const ofRooms = rooms.map((room) => ({
    key: `room:${room.id}`,
    id: room.id,
    itemId: null,
    title: room.name,
    note: t('evidence.place.room'),
    wanted: hasPlan ? [] : wantedOfRoom(room, photos, hasBegun),
    photos: photos.filter(({ roomId }) => roomId === room.id),
    pairs: [],
    befores: [],
  }));
  return [...ofItems, ...ofRooms];
}

/** A room without photos of its own says nothing once there is a plan; photos of it can still be added. */
function isShown({ wanted, photos }: Place): boolean {
  return wanted.length > 0 || photos.length > 0;
}

function missingModel(places: readonly Place[], { t }: Words): object[] {
  return places.flatMap((place) =>
    place.wanted
      .filter(({ isThere }) => !isThere)
      .map(({ stage, isTooLate }) => ({
        href: `#${place.id}`,
        place: place.title,
        stage: t(`evidence.stage.${stage}`),
        isTooLate,
      })),
  );
}

function placeModel(
  { key, id, title, note, wanted, photos, pairs, befores }: Place,
  card: (photo: PhotoRow) => PhotoCard,
  stages: readonly PhotoStage[],
  retrofitId: string,
  { t }: Words,
): object {
  const inForce = photos.filter(({ supersededBy }) => supersededBy === null);
  const paired = pairs.flatMap(({ before, after }) => [before.id, after.id]);
  const next = wanted.find(({ stage, isThere }) => !isThere && stages.includes(stage))?.stage;
  return {
    id,
    title,
    note,
    wanted: wanted.map((one) => ({ ...one, name: t(`evidence.stage.${one.stage}`), why: t(`evidence.why.${one.stage}`) })), // prettier-ignore
    pairs: pairs.map(({ before, after }) => ({ before: card(before), after: card(after) })),
    likes: stages.includes('after') ? befores.filter(({ id: beforeId }) => !paired.includes(beforeId)).map((photo) => likeModel(photo, key, retrofitId, card)) : [], // prettier-ignore
    photos: PHOTO_STAGES.flatMap((stage) => inForce.filter((photo) => photo.stage === stage && !paired.includes(photo.id))).map(card), // prettier-ignore
    superseded: photos.filter(({ supersededBy }) => supersededBy !== null).map(card),
    addHref: stages.length > 0 ? `${paths.retrofits.photos(retrofitId)}?place=${key}${next ? `&stage=${next}` : ''}#upload` : null, // prettier-ignore
  };
}

/** The way to an after photo from the side of this one. */
function likeModel(
  photo: PhotoRow,
  key: string,
  retrofitId: string,
  card: (photo: PhotoRow) => PhotoCard,
): object {
  const { alt, thumbnail } = card(photo);
  const href = `${paths.retrofits.photos(retrofitId)}?place=${key}&stage=after&like=${photo.id}#upload`;
  return { alt, thumbnail, href };
}

function uploadModel(
  places: readonly Place[],
  stages: readonly PhotoStage[],
  id: string,
  { t }: Words,
  clock: Clock,
): object {
  // prettier-ignore
  return {
    action: paths.retrofits.photos(id),
    places: places.map(({ key, title, note }) => ({ value: key, text: `${title} · ${note}` })),
    stages: stages.map((stage) => ({ value: stage, text: t(`evidence.stage.${stage}`), hint: t(`evidence.why.${stage}`) })), // prettier-ignore
    today: localDay(clock.now()),
  };
}

/** A photo for a grid. One that can't be rendered says so instead of waiting for ever. */
export function photoCard(
  photo: PhotoRow,
  links: LinksOfPhoto,
  lateEntryDays: number,
  { t, language }: Words,
): PhotoCard {
  // prettier-ignore
  const stage = t(`evidence.stage.${photo.stage}`);
  const time = formatDay(photo.takenOn, language);
  const isBroken = photo.renditionState === 'failed';
  return {
    id: photo.id,
    href: paths.photos.show(photo.id),
    thumbnail: isBroken ? null : links.thumbnailUrl,
    alt: [stage, photo.caption, time].filter(Boolean).join(' · '),
    title: photo.caption,
    stage,
    time,
    grade: photo.grade,
    lateDays: lateDays(photo.takenOn, photo.receivedAt, lateEntryDays),
    flag: photo.supersededBy !== null ? t('evidence.superseded') : isBroken ? t('evidence.unreadable') : '',
  };
}
