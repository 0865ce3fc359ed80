import type { Align } from '../../platform/pdf/canvas';
import { PdfDocument } from '../../platform/pdf/pdf-document';
import { layoutText, missingCodePoints } from '../../platform/pdf/text-layout';
import { mm } from '../../platform/pdf/units';
import { contentHash, type AcceptanceReportContent } from './acceptance-report.content';
import type { ReportContext } from './acceptance-report.context';
import {
  drawDates,
  drawDefects,
  drawItems,
  drawMeasurements,
  drawOpinions,
  drawSummary,
  drawWaivers,
} from './acceptance-report.facts';
import { ReportSpeech, type ReportLanguage } from './acceptance-report.language';
import { acceptanceReportLayout, type SectionName } from './acceptance-report.layout';
import { drawPhotos } from './acceptance-report.photos';
import { drawSeals, drawSignatures, drawVerification } from './acceptance-report.signing';

export interface AcceptanceReportOptions {
  language: ReportLanguage;
  /**
   * Gives an upright JPEG of the original with this hash. 1,200 pixels on the longer side print well at the size
   * used; larger ones only make the file larger. A rejection makes the rendering reject: no report is issued with
   * an empty place for a photo.
   */
  loadPhoto: (sha256: string) => Promise<Buffer>;
}

/**
 * Renders the acceptance report (竣工验收报告) as a tagged PDF. The same content, photos and language give the same
 * bytes. Rejects when a photo cannot be loaded or is no picture, or when the content is not canonical JSON.
 */
export async function renderAcceptanceReport(
  content: AcceptanceReportContent,
  { language, loadPhoto }: AcceptanceReportOptions,
): Promise<Buffer> {
  const speech = new ReportSpeech(language, content.timeZone);
  const layout = acceptanceReportLayout();
  const hash = contentHash(content);
  const facts = {
    title: `${speech.t('title')} ${content.number}`,
    language,
    author: content.office,
    createdAt: new Date(content.issuedAt),
    keywords: `sha256:${hash}`,
  };
  const watermark = content.isDemo ? speech.t('demo') : undefined;
  const paper = new PdfDocument(facts, { margins: layout.margins, watermark });
  const context: ReportContext = { paper, content, speech, layout, hash, loadPhoto };
  drawTitle(context);
  await drawSections(context);
  return paper.finish((page, pages) => drawFurniture(context, page, pages));
}

function drawTitle({ paper, content, speech, layout }: ReportContext): void {
  const { office, title, number } = layout.headings;
  paper.text(content.office, office);
  paper.heading(1, speech.t('title'), title);
  paper.text(content.number, number);
  paper.rule(1.4);
  paper.gap(0.7);
  paper.rule(0.5);
}

const DRAW: Record<SectionName, (context: ReportContext) => void | Promise<void>> = {
  summary: drawSummary,
  dates: drawDates,
  opinions: drawOpinions,
  items: drawItems,
  measurements: drawMeasurements,
  photos: drawPhotos,
  defects: drawDefects,
  waivers: drawWaivers,
  signatures: drawSignatures,
  seals: drawSeals,
  verification: (context) => drawVerification(context, missingCharacters(context.content)),
};

async function drawSections(context: ReportContext): Promise<void> {
  const { layout, content, paper, speech } = context;
  const shown = layout.sections.filter((name) => hasContent(name, content));
  for (const [index, name] of shown.entries()) {
    paper.heading(2, speech.numbered(index + 1, speech.t(`section.${name}`)), layout.headings.section);
    await DRAW[name](context);
  }
}

/** Defects and waivers are shown even when there are none, because that is a statement too. */
function hasContent(name: SectionName, content: AcceptanceReportContent): boolean {
  if (name === 'measurements') return content.items.some((item) => item.measurements.length > 0);
  if (name === 'photos') return content.items.some((item) => item.photos.length > 0);
  return name !== 'seals' || content.seals.length > 0;
}

/** Code points anywhere in the content that no font has, in order. */
function missingCharacters(content: AcceptanceReportContent): number[] {
  const found = new Set(missingCodePoints(JSON.stringify(content)));
  return [...found].sort((a, b) => a - b);
}

/** Running head from the second page on, the demo mark on every page; hash and page number at every foot. */
function drawFurniture(context: ReportContext, page: number, pages: number): void {
  const { paper, content, speech, layout, hash } = context;
  const { x, y, width, height } = paper.area;
  const head = { x, y: y - mm(9), width, height: mm(5) };
  const foot = { x, y: y + height + mm(4), width, height: mm(5) };
  const write = (text: string, strip: typeof head, align: Align): void => {
    const [line] = layoutText(text, Infinity, layout.text.small);
    if (line) paper.canvas.text(line, strip, { size: layout.text.small, color: '#404040', align });
  };
  if (content.isDemo) write(speech.t('demo'), head, 'center');
  if (page > 1) {
    write(speech.t('runningHead', { number: content.number }), head, 'left');
    write(content.office, head, 'right');
    paper.canvas.rule(x, head.y + head.height, x + width, 0.5);
  }
  paper.canvas.rule(x, foot.y, x + width, 0.5);
  write(speech.t('footHash', { hash: hash.slice(0, layout.verification.shortHash) }), foot, 'left');
  write(speech.t('page', { page, pages }), foot, 'right');
}
