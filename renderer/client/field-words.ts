import i18next from 'i18next';
import { toast } from '../components/toast.tsx';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * Says in the language of the screen which field still needs something, and puts the cursor there: the browser
 * would say it in the language of the computer.
 */
export function startFieldWords(): void {
  let isTold = false;
  document.addEventListener(
    'invalid',
    (event) => {
      event.preventDefault();
      const field = event.target as Field; // only form fields are ever invalid
      if (isTold) return; // the first of the form is enough
      isTold = true;
      setTimeout(() => {
        isTold = false;
      });
      field.focus();
      const label =
        field.labels?.[0]?.textContent?.trim() || field.getAttribute('aria-label') || '';
      toast(i18next.t(field.validity.valueMissing ? 'app.fillIn' : 'app.fillInRight', { label }));
    },
    true,
  );
}
