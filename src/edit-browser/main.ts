import { Editor } from "./editor";
import { getElement } from "./elements";
import { showOutcome } from "./outcome-view";
import { fetchStart } from "./server-calls";
import { showSettings } from "./settings-view";
import { showToolbar } from "./tools-view";
import { enableDragging } from "./week-drag";
import { enableKeys } from "./week-keys";
import { showWeek } from "./week-view";
import { showWindowFields } from "./window-fields";
import { showWindowList } from "./window-list";

async function startPage(): Promise<void> {
  const answered = await fetchStart();
  if (answered.kind !== "answer") {
    const notice = getElement("notice");
    notice.hidden = false;
    notice.textContent = answered.reason;
    return;
  }
  const editor = new Editor(answered.answer);
  showWeek(editor);
  showWindowList(editor);
  showWindowFields(editor);
  showSettings(editor);
  showOutcome(editor);
  showToolbar(editor);
  enableDragging(editor);
  enableKeys(editor);
  await editor.check();
}

void startPage();
