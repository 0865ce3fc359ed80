import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import {
  contentHash,
  type AcceptanceReportContent,
} from '../../src/acceptance/report/acceptance-report.content';
import type { ReportLanguage } from '../../src/acceptance/report/acceptance-report.language';
import { renderAcceptanceReport } from '../../src/acceptance/report/acceptance-report.pdf';
import { describeWithTool } from '../support/tools';
import { largestReport, LONG_NAME, RARE_NAME, smallReport, typicalReport } from './acceptance-report.sample';

const POPPLER = 'apt-get install poppler-utils';

let folder = '';
let pictures: Buffer[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'acceptance-report-'));
  pictures = await Promise.all([picture(400, 300), picture(300, 400), picture(640, 240)]);
});

afterAll(() => rmSync(folder, { recursive: true }));

function picture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#b4b4b4' } })
    .jpeg()
    .toBuffer();
}

/** Landscape, portrait and panorama in turn, chosen by the hash. */
function loadPhoto(sha256: string): Promise<Buffer> {
  return Promise.resolve(pictures[parseInt(sha256.slice(0, 2), 16) % pictures.length] as Buffer);
}

function render(content: AcceptanceReportContent, language: ReportLanguage = 'zh-CN'): Promise<Buffer> {
  return renderAcceptanceReport(content, { language, loadPhoto });
}

async function inFile(content: AcceptanceReportContent, language: ReportLanguage = 'zh-CN'): Promise<string> {
  const file = join(folder, `${language}.pdf`);
  writeFileSync(file, await render(content, language));
  return file;
}

const run = (tool: string, ...args: string[]): string => execFileSync(tool, args, { encoding: 'utf8' });
/** Text without white space, so that a broken line does not hide a name. */
const textOf = (file: string): string => run('pdftotext', file, '-').replace(/\s/g, '');

describe('the acceptance report', () => {
  it('is the same to the byte for the same content', async () => {
    const first = await render(typicalReport());
    expect(first.equals(await render(typicalReport()))).toBe(true);
    expect(first.subarray(0, 8).toString()).toBe('%PDF-1.7');
  });

  it('hashes its content, not its language', async () => {
    const content = typicalReport();
    expect(contentHash(content)).toMatch(/^[0-9a-f]{64}$/);
    expect(contentHash({ ...content, issuedBy: '孙明' })).not.toBe(contentHash(content));
    expect((await render(content, 'en')).equals(await render(content))).toBe(false);
  });

  it('is refused when a photo cannot be loaded or is no picture', async () => {
    const content = smallReport();
    const options = { language: 'zh-CN' } as const;
    const missing = renderAcceptanceReport(content, {
      ...options,
      loadPhoto: () => Promise.reject(new Error('gone')),
    });
    await expect(missing).rejects.toThrow('gone');
    const broken = renderAcceptanceReport(content, {
      ...options,
      loadPhoto: () => Promise.resolve(Buffer.from('GIF')),
    });
    await expect(broken).rejects.toThrow('not a picture');
  });

  it('says nothing of a fact it was not given', async () => {
    const content = { ...smallReport(), number: undefined } as unknown as AcceptanceReportContent;
    await expect(render(content)).rejects.toThrow(TypeError);
  });
});

describeWithTool('pdftotext', POPPLER, 'the text of the acceptance report', () => {
  it('says the year of the programme once, whether or not its name begins with it', async () => {
    const named = (name: string) => {
      const content = smallReport();
      return inFile({ ...content, programme: { ...content.programme, year: 2026, name } });
    };
    expect(textOf(await named('2026年无障碍改造'))).toContain('所属项目2026年无障碍改造');
    expect(textOf(await named('无障碍改造'))).toContain('所属项目2026年度无障碍改造');
  });

  it('can be found, rare and long names included', async () => {
    const text = textOf(await inFile(largestReport()));
    for (const words of [
      RARE_NAME,
      LONG_NAME,
      '石残验〔2026〕128号',
      '替代报告',
      '【迟录21天】',
      '演示数据',
      'C07',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('holds every date, photo, signer, seal and the whole hash', async () => {
    const content = typicalReport();
    const text = textOf(await inFile(content));
    const wanted = [
      ...content.dates.flatMap(({ on }) => on ?? []),
      ...content.items.flatMap(({ photos }) => photos.map(({ sha256 }) => sha256.slice(0, 16))),
      ...content.items.flatMap(({ measurements }) =>
        measurements.map(({ measured }) => measured.replace(/\s/g, '')),
      ),
      ...content.signatures.map(({ name }) => name),
      ...content.seals.map(({ office }) => office),
      contentHash(content),
      '5,369.50',
      '2026-03-0510:31',
    ];
    expect(wanted.filter((words) => !text.includes(words))).toEqual([]);
  });

  it('says the same in English', async () => {
    const text = run('pdftotext', await inFile(largestReport(), 'en'), '-');
    expect(text).toMatch(/Home Retrofit Acceptance Report/);
    expect(text).toMatch(/21 days late/);
    expect(text.replace(/\s/g, '')).toContain(RARE_NAME);
  });

  it('lists the code point of a character that no font has, and still gives the character to a reader', async () => {
    const content = smallReport();
    content.household.personName = '欧阳𰀀';
    const text = textOf(await inFile(content));
    expect(text).toContain('𰀀');
    expect(text).toContain('U+30000');
  });

  it('says that nothing was waived, and which defects there were', async () => {
    expect(textOf(await inFile(smallReport()))).toContain('本户改造未申请规则豁免');
    expect(textOf(await inFile(typicalReport()))).toContain('门套下沿有12mm高差');
  });

  it('leaves no heading at the foot of a page and no page without content', async () => {
    for (const content of [smallReport(), typicalReport(), largestReport()]) {
      const pages = run('pdftotext', '-layout', await inFile(content), '-')
        .split('\f')
        .slice(0, -1);
      for (const page of pages) {
        const lines = page
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean);
        expect(lines.length).toBeGreaterThan(5);
        expect(lines[lines.length - 2]).not.toMatch(/^(十?[一二三四五六七八九十]、|\d+\. )/);
      }
    }
  });
});

describeWithTool('pdfinfo', POPPLER, 'the structure of the acceptance report', () => {
  it('is tagged, titled and in the language', async () => {
    const file = await inFile(typicalReport());
    const info = run('pdfinfo', file);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Title:\s+残疾人家庭无障碍改造竣工验收报告/);
    expect(info).toMatch(/Page size:.*A4/);
  });

  it('has headings, tables with scoped heading cells, and figures for photos, signatures and QR code', async () => {
    const content = typicalReport();
    const structure = run('pdfinfo', '-struct', await inFile(content));
    const count = (pattern: RegExp): number => structure.match(pattern)?.length ?? 0;
    expect(count(/^\s*H1\b/gm)).toBe(1);
    expect(count(/^\s*H2\b/gm)).toBe(11);
    expect(count(/^\s*H3\b/gm)).toBe(content.items.length);
    expect(count(/^\s*TH\b/gm)).toBeGreaterThan(40);
    expect(structure).toMatch(/Scope/);
    const photos = content.items.flatMap((item) => item.photos).length;
    const drawn = content.signatures.filter(({ strokes }) => strokes !== null).length;
    expect(count(/^\s*Figure\b/gm)).toBe(photos + drawn + 1);
  });
});

describeWithTool('qpdf', 'apt-get install qpdf', 'the file of the acceptance report', () => {
  it.each(['zh-CN', 'en'] as const)('is sound (%s)', async (language) => {
    expect(run('qpdf', '--check', await inFile(largestReport(), language))).toContain(
      'No syntax or stream encoding errors',
    );
  });
});

describeWithTool('pdffonts', POPPLER, 'the fonts of the acceptance report', () => {
  it('are embedded as subsets, the rare one only where it is needed', async () => {
    expect(run('pdffonts', await inFile(typicalReport()))).not.toContain('TantuRareHan');
    const fonts = run('pdffonts', await inFile(largestReport()))
      .split('\n')
      .slice(2)
      .filter(Boolean);
    expect(fonts.some((font) => font.includes('TantuRareHan'))).toBe(true);
    for (const font of fonts) expect(font).toMatch(/yes yes yes/);
  });
});
