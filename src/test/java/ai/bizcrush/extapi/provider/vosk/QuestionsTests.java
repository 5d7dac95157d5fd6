package ai.bizcrush.extapi.provider.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuestionsTests {

  @Test
  void questionsAreAnsweredInOrderHoweverManyThereAre() {
    var questions = new Questions();
    long asked = 0;
    long answered = 0;

    for (int round = 1; round < 60; round++) {
      for (int i = 0; i < round; i++) {
        questions.add(asked++);
      }
      for (int i = 0; i < round / 2 + 1; i++) {
        assertThat(questions.take()).isEqualTo(answered++);
      }
    }
    while (!questions.isEmpty()) {
      assertThat(questions.take()).isEqualTo(answered++);
    }

    assertThat(answered).isEqualTo(asked);
  }
}
