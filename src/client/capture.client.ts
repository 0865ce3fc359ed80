/** Between the shot and the moment at which the browser hands the file over. */
const JUST_NOW_MS = 120_000;

/**
 * What the device knows of a photo beside the file: its clock as it is sent, and where the page opened the camera, that
 * the camera took it just then, with the ticket that the office gave for the chosen place and stage.
 */
export function captureData(form: HTMLFormElement, file: File, chosenAt: number): Record<string, string> {
  const { tickets } = form.dataset;
  if (tickets === undefined) return {};
  const clock = { deviceAt: new Date().toISOString() };
  const chosen = new FormData(form);
  const key = ['place', 'stage'].map((name) => chosen.get(name) as string | null).join(' ');
  const ticket = (JSON.parse(tickets) as Record<string, string>)[key];
  if (ticket === undefined || Math.abs(chosenAt - file.lastModified) > JUST_NOW_MS) return clock;
  return { ...clock, inApp: 'yes', ticket, capturedAt: new Date(file.lastModified).toISOString() };
}
