import { captureData } from './capture.client';
import { part } from './parts.client';
import { sendFile } from './send-file.client';

interface Entry {
  readonly file: File;
  readonly key: string;
  readonly row: HTMLLIElement;
  /** By the device's clock, in milliseconds. */
  readonly chosenAt: number;
  state: 'waiting' | 'sending' | 'done' | 'failed';
}

/**
 * Sends the chosen files one after the other, each with its progress and its own answer, so that one bad photo
 * or a lost connection does not cost the others. Choosing again adds to the list.
 */
export function uploadForm(form: HTMLFormElement): void {
  new Upload(form).listen();
}

class Upload {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLUListElement;
  private readonly button: HTMLButtonElement;
  private entries: Entry[] = [];
  private isSending = false;

  constructor(private readonly form: HTMLFormElement) {
    this.input = part(form, 'input[type="file"]');
    this.list = part(form, '.tantu-upload__list');
    this.button = part(form, 'button[type="submit"]');
  }

  listen(): void {
    this.input.addEventListener('change', () => this.choose());
    this.form.addEventListener('submit', (event) => {
      if (this.entries.length === 0) return; // the server says what is missing
      event.preventDefault();
      event.stopImmediatePropagation();
      void this.send();
    });
    window.addEventListener('beforeunload', (event) => {
      if (this.isSending) event.preventDefault();
    });
  }

  private choose(): void {
    if (!this.input.multiple) this.entries.splice(0).forEach(({ row }) => row.remove());
    for (const file of this.input.files ?? []) this.add(file);
    this.input.value = '';
    this.show();
  }

  private add(file: File): void {
    const row = document.createElement('li');
    row.className = 'tantu-upload__file';
    const entry: Entry = { file, key: randomKey(), row, chosenAt: Date.now(), state: 'waiting' };
    row.append(
      preview(file),
      text('tantu-upload__name', file.name),
      this.bar(),
      text('tantu-upload__state', ''),
    );
    row.append(this.removeButton(entry));
    this.list.append(row);
    this.entries.push(entry);
    this.say(entry, this.form.dataset.waiting);
  }

  private bar(): HTMLProgressElement {
    const bar = document.createElement('progress');
    bar.max = 100;
    bar.value = 0;
    bar.hidden = true;
    return bar;
  }

  private removeButton(entry: Entry): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tantu-upload__remove';
    button.textContent = '×';
    button.setAttribute('aria-label', (this.form.dataset.remove ?? '').replace('NAME', entry.file.name));
    button.addEventListener('click', () => {
      this.entries = this.entries.filter((other) => other !== entry);
      entry.row.remove();
      this.show();
      this.input.focus();
    });
    return button;
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.show();
    for (const entry of this.entries) if (entry.state !== 'done') await this.sendOne(entry);
    this.isSending = false;
    this.show();
    const isWhole = this.entries.every(({ state }) => state === 'done');
    if (isWhole) location.assign(this.form.dataset.doneHref ?? location.href.split('#')[0] ?? location.href);
  }

  private async sendOne(entry: Entry): Promise<void> {
    const { dataset } = this.form;
    entry.state = 'sending';
    this.mark(entry, 0);
    const progress = (percent: number): void => {
      this.mark(entry, percent);
      this.say(
        entry,
        percent < 100 ? dataset.sending?.replace('PERCENT', String(percent)) : dataset.processing,
      );
    };
    const more = captureData(this.form, entry.file, entry.chosenAt);
    const fault = await sendFile(this.form, this.input.name, entry.file, entry.key, progress, more);
    entry.state = fault === null ? 'done' : 'failed';
    this.mark(entry, 100);
    this.say(entry, fault === null ? dataset.done : fault || dataset.offline || dataset.failed);
    this.show();
  }

  private mark(entry: Entry, percent: number): void {
    entry.row.dataset.state = entry.state;
    const bar = part<HTMLProgressElement>(entry.row, 'progress');
    bar.hidden = entry.state !== 'sending';
    bar.value = percent;
    part<HTMLButtonElement>(entry.row, 'button').hidden = entry.state === 'sending' || entry.state === 'done';
  }

  private say(entry: Entry, words: string | undefined): void {
    part<HTMLElement>(entry.row, '.tantu-upload__state').textContent = words ?? '';
  }

  private show(): void {
    const done = this.entries.filter(({ state }) => state === 'done').length;
    const hasFailed = this.entries.some(({ state }) => state === 'failed');
    part<HTMLElement>(this.form, '.tantu-upload__queue').hidden = this.entries.length === 0;
    part<HTMLElement>(this.form, '.tantu-upload__summary').textContent = (this.form.dataset.summary ?? '')
      .replace('DONE', String(done))
      .replace('TOTAL', String(this.entries.length));
    this.button.disabled = this.isSending;
    if (hasFailed && !this.isSending) this.button.textContent = this.form.dataset.retry ?? '';
    part<HTMLElement>(this.form, '[data-finished]').hidden = !(hasFailed && done > 0 && !this.isSending);
  }
}

/** Not randomUUID, which offices that serve plain http in their own network do not have. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}

function text(className: string, words: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = words;
  return span;
}

/** A small picture of what was chosen; a plain square where the browser can't show the file. */
function preview(file: File): HTMLElement {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return text('tantu-upload__preview', '');
  const image = document.createElement('img');
  image.className = 'tantu-upload__preview';
  image.alt = '';
  image.src = URL.createObjectURL(file);
  image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
  return image;
}
