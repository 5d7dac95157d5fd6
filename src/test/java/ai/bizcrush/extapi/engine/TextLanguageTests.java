package ai.bizcrush.extapi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fifteen languages, by how they are written. */
class TextLanguageTests {

  private final TextLanguage language = new TextLanguage();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | We should move the meeting to Thursday and send everybody the new plan.",
        "zh | 我们把会议改到星期四，然后把新的计划发给大家。",
        "hi | हमें बैठक गुरुवार को करनी चाहिए और सबको नई योजना भेजनी चाहिए।",
        "es | Deberíamos pasar la reunión al jueves y enviar a todos el nuevo plan.",
        "ar | يجب أن ننقل الاجتماع إلى يوم الخميس ونرسل الخطة الجديدة للجميع.",
        "fr | Nous devrions déplacer la réunion à jeudi et envoyer le nouveau plan à tous.",
        "pt | Devíamos mudar a reunião para quinta-feira e enviar a todos o novo plano.",
        "ru | Нам нужно перенести встречу на четверг и отправить всем новый план.",
        "id | Kita sebaiknya memindahkan rapat ke hari Kamis dan mengirim rencana baru kepada semua.",
        "de | Wir sollten die Besprechung auf Donnerstag verlegen und allen den neuen Plan schicken.",
        "ja | 会議を木曜日に変更して、新しい計画をみんなに送りましょう。",
        "vi | Chúng ta nên dời cuộc họp sang thứ năm và gửi kế hoạch mới cho mọi người.",
        "it | Dovremmo spostare la riunione a giovedì e mandare a tutti il nuovo piano.",
        "ko | 회의를 목요일로 옮기고 모두에게 새 계획을 보내야 합니다.",
        "th | เราควรเลื่อนการประชุมไปเป็นวันพฤหัสบดีและส่งแผนใหม่ให้ทุกคน"
      })
  void aSentenceIsToldByItsWriting(String code, String sentence) {
    assertThat(language.identify(sentence, LanguageHints.AUTOMATIC)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "123 456", "ok", "..."})
  void tooLittleTextTellsNothing(String text) {
    assertThat(language.identify(text, LanguageHints.AUTOMATIC)).isEmpty();
  }

  @Test
  void aNameInAnotherScriptDoesNotDecide() {
    assertThat(language.identify("오늘은 Ethan Kim 씨와 회의를 합니다.", LanguageHints.AUTOMATIC))
        .isEqualTo("ko");
  }

  @Test
  void aSingleHintIsBelievedUnlessTheScriptSaysOtherwise() {
    var german = LanguageHints.of(List.of("de"));

    assertThat(language.identify("ok", german)).isEqualTo("de");
    assertThat(language.identify("안녕하세요", german)).isEqualTo("ko");
  }

  @Test
  void severalHintsNarrowTheChoice() {
    var hints = LanguageHints.of(List.of("es", "pt"));

    assertThat(language.identify("Vamos enviar o plano novo na quinta-feira, está bem?", hints))
        .isIn("pt", "");
    assertThat(language.identify("This is clearly an English sentence, is it not?", hints))
        .isEmpty();
  }
}
