package ai.bizcrush.extapi.site;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what this is, and where to go on. */
@Site
@Controller
class LandingPage {

  private final PublicUrls urls;

  LandingPage(PublicUrls urls) {
    this.urls = urls;
  }

  @GetMapping("/")
  String landing(Model model) {
    model.addAttribute("api", urls.api());
    return "landing";
  }
}
