import { pictureDrawing } from '../../platform/pdf/drawing';
import { drawTable } from '../../platform/pdf/table-drawing';
import type { Cell, CellPart, Row } from '../../platform/pdf/table';
import { mm } from '../../platform/pdf/units';
import type { ReportItem, ReportPhoto } from './acceptance-report.content';
import { drawNote, type ReportContext } from './acceptance-report.context';

/** Photos of each item: before and after side by side, then what remains of a stage, two in a row. */
export async function drawPhotos(context: ReportContext): Promise<void> {
  const { content, speech, paper, layout } = context;
  for (const [index, item] of content.items.entries()) {
    if (item.photos.length === 0) continue;
    const title = speech.t('measurements.group', {
      number: index + 1,
      item: speech.words(item.name),
      room: speech.words(item.room),
    });
    paper.heading(3, title, layout.headings.item);
    await drawItemPhotos(context, item);
  }
  drawNote(context, speech.t('photos.note'));
}

async function drawItemPhotos(context: ReportContext, item: ReportItem): Promise<void> {
  const { speech } = context;
  const of = (stage: ReportPhoto['stage']): ReportPhoto[] =>
    item.photos.filter((photo) => photo.stage === stage);
  const { pairs, left } = pairPhotos(of('before'), of('after'));
  if (pairs.length > 0) {
    const rows: Row[] = [];
    for (const pair of pairs) rows.push({ cells: await photoCells(context, item, pair) });
    drawPhotoTable(context, [speech.t('photos.before'), speech.t('photos.after')], rows);
  }
  for (const photos of [of('during'), left, of('inUse'), of('nameplate')]) {
    const [first] = photos;
    if (!first) continue;
    const stage = speech.t(`photos.${first.stage}`);
    const beside = photos === left && pairs.length > 0;
    const rows: Row[] = [];
    for (const pair of inTwos(photos)) rows.push({ cells: await photoCells(context, item, pair) });
    context.paper.gap(pairs.length > 0 ? 2 : 0);
    drawPhotoTable(
      context,
      [beside ? speech.t('photos.further', { stage, count: photos.length }) : stage],
      rows,
    );
  }
}

function drawPhotoTable({ paper, layout, speech }: ReportContext, heads: string[], rows: Row[]): void {
  const head = heads.map((text): Cell => ({
    parts: [{ text }],
    header: 'Column',
    align: 'center',
    span: 2 / heads.length,
  }));
  drawTable(paper, {
    columns: [{ width: 1 }, { width: 1 }],
    head: [{ cells: head }],
    rows,
    size: layout.text.small,
    title: speech.t('section.photos'),
  });
}

/** A photo alone in its row stands in the middle of it: no empty box. */
async function photoCells(context: ReportContext, item: ReportItem, photos: ReportPhoto[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const photo of photos) {
    const found = await photoParts(context, item, photo);
    cells.push({ parts: found, align: 'center', valign: 'top', span: 2 / photos.length });
  }
  return cells;
}

async function photoParts(context: ReportContext, item: ReportItem, photo: ReportPhoto): Promise<CellPart[]> {
  const { paper, speech, layout, loadPhoto } = context;
  const stage = speech.t(`photos.${photo.stage}`);
  const alt = speech.t('photos.alt', { item: speech.words(item.name), room: speech.words(item.room), stage });
  const picture = paper.openPicture(await loadPhoto(photo.sha256));
  const drawing = pictureDrawing(picture, mm(layout.photos.width), mm(layout.photos.height), alt);
  const source = speech.t(`timeSource.${photo.timeSource}`);
  const time =
    photo.takenAt === null
      ? speech.t('photos.claimed', { on: speech.date(photo.takenOn), source })
      : speech.t('photos.time', { at: speech.instant(photo.takenAt), source });
  const proof = speech.t('photos.proof', {
    place: speech.t(`place.${photo.place}`),
    grade: speech.t(`grade.${photo.grade}`),
  });
  const hash = speech.t('photos.hash', { hash: photo.sha256.slice(0, layout.verification.shortHash) });
  return [{ drawing }, { text: time }, { text: `${proof}\n${hash}` }];
}

/** The first of the one beside the first of the other; what one stage has more is left over. */
export function pairPhotos<P>(before: readonly P[], after: readonly P[]): { pairs: [P, P][]; left: P[] } {
  const pairs = before.slice(0, after.length).map((photo, index): [P, P] => [photo, after[index] as P]);
  return { pairs, left: [...before.slice(pairs.length), ...after.slice(pairs.length)] };
}

/** In rows of two; the last may be alone. */
export function inTwos<P>(photos: readonly P[]): P[][] {
  return Array.from({ length: Math.ceil(photos.length / 2) }, (_, row) => photos.slice(2 * row, 2 * row + 2));
}
