package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.beans.PropertyEditorSupport;
import java.util.stream.Collectors;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mails;
import org.forthcoming.communication.Notice;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.http.MediaType;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What customers were told. */
@RestController
@RequestMapping(path = "/api/mails", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Mails")
class MailsApi {

    private final Mails mails;

    private final Mailing mailing;

    MailsApi(Mails mails, Mailing mailing) {
        this.mails = mails;
        this.mailing = mailing;
    }

    @InitBinder
    void knownNotices(WebDataBinder binder) {
        binder.registerCustomEditor(Notice.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String name) {
                var known = mailing.notices();
                setValue(known.stream()
                        .filter(notice -> notice.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new PlainText.Objection(known.stream()
                                .map(Notice::name)
                                .collect(Collectors.joining(", ", "must be one of ", "")))));
            }
        });
    }

    @GetMapping
    @Operation(summary = "List the mails", description = "Oldest first, without their texts.")
    PageOf<MailView> list(
            @Parameter(description = "Only mails of the order with this number.", example = "W-1001")
                    @RequestParam(required = false)
                    String order,
            @Parameter(description = "Only mails to this address, in any case.", example = "ada@customer.example")
                    @RequestParam(required = false)
                    String to,
            @Parameter(description = "Only mails about this.", example = "SHIPPED", schema = @Schema(type = "string"))
                    @RequestParam(required = false)
                    Notice notice,
            @ParameterObject @Valid Paging paging) {
        var page = PageRequest.of(paging.page(), paging.size(), Sort.by("id"));
        return PageOf.of(mails.find(order, to, notice, page), MailView::listed);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "Read a mail",
            description = "With its text and HTML part; the customer's links in them are shown to ADMIN, SUPPORT and "
                    + "INTEGRATION only.")
    MailView read(
            @Parameter(description = "The id of the mail.", example = "3051") @PathVariable String id,
            HttpServletRequest call) {
        return mails.findById(Id.of(id, "mail"))
                .map(mail -> MailView.whole(mail, Staff.seesLinks(call)))
                .orElseThrow(() -> Id.unknown(id, "mail"));
    }
}
