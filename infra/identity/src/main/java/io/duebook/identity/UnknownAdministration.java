package io.duebook.identity;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whatever else is asked of the administration API, answered in its own form. */
@RestController
class UnknownAdministration {

    @RequestMapping("/admin/**")
    void refuse() {
        throw Refusal.notFound("The administration API has no such call.");
    }
}
