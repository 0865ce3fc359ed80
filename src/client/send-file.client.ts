/** What a problem says (RFC 9457), as far as it is shown beside a file. */
interface ProblemBody {
  readonly detail?: unknown;
  readonly errors?: unknown;
  readonly findings?: unknown;
}

/**
 * Sends one file with the form's other fields. XMLHttpRequest, because fetch tells no progress of uploads.
 * @param key the same for every try of one file: a file that arrived although its answer was lost is not sent twice
 * @param more fields of this file alone
 * @returns null when it was taken, the reason in words when not, '' when there was no answer
 */
export function sendFile(
  form: HTMLFormElement,
  field: string,
  file: File,
  key: string,
  progress: (percent: number) => void,
  more: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  const body = new FormData(form);
  body.delete(field);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  body.append(field, file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      progress(Math.round((100 * loaded) / total)),
    );
    request.addEventListener('load', () =>
      resolve(isDone(request) ? null : reasonOf(request.responseText) || (form.dataset.failed ?? '')),
    );
    request.addEventListener('error', () => resolve(''));
    request.addEventListener('timeout', () => resolve(''));
    request.open('POST', form.action);
    request.timeout = 180_000;
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('X-CSRF-Token', form.dataset.token ?? '');
    request.setRequestHeader('Idempotency-Key', key);
    request.send(body);
  });
}

const isDone = ({ status }: XMLHttpRequest): boolean => status >= 200 && status < 300;

/** The reason in words, from a problem or from the form that came back with its faults on top. */
function reasonOf(text: string): string {
  let problem: ProblemBody;
  try {
    problem = JSON.parse(text) as ProblemBody;
  } catch {
    const page = new DOMParser().parseFromString(text, 'text/html');
    const faults = [...page.querySelectorAll('.govuk-error-summary__list li')];
    return faults.map(({ textContent }) => textContent.trim()).join(' ');
  }
  const messages = [...listOf(problem.findings), ...listOf(problem.errors)]
    .map((entry) => (entry as { message?: unknown }).message)
    .filter((message) => typeof message === 'string');
  if (messages.length > 0) return messages.join(' ');
  return typeof problem.detail === 'string' ? problem.detail : '';
}

const listOf = (value: unknown): object[] =>
  Array.isArray(value)
    ? value.filter((entry): entry is object => typeof entry === 'object' && entry !== null)
    : [];
