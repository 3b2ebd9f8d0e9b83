import type { Locator } from '@playwright/test';

/** Something valid for each kind of field. */
const TYPED: Readonly<Record<string, string>> = {
  email: 'ada@company.example',
  tel: '+49 30 1234567',
  number: '4',
  date: '2026-12-18',
};

/** Fills in what a form asks for, whatever it asks for, as a visitor would. */
export async function fillForm(form: Locator): Promise<void> {
  await form.evaluate((element: HTMLFormElement, typed) => {
    for (const field of element.elements as unknown as Iterable<HTMLInputElement>) {
      if (field.name.startsWith('tl_') || field.name === '') continue;
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = true;
      else if (field instanceof HTMLSelectElement) field.selectedIndex = 1;
      else if (field.inputMode === 'url') field.value = 'company.example';
      else field.value = typed[field.type] ?? 'Ada';
    }
  }, TYPED);
}
