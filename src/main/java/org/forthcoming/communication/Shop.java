package org.forthcoming.communication;

import org.springframework.stereotype.Component;

/** The shop as its customers know it: what mails and pages say of it. Each but name and email is null when not told. */
@Component
public final class Shop {

    private final ShopSettings settings;
    private final String email;

    Shop(ShopSettings settings, MailSettings mail) {
        this.settings = settings;
        this.email = settings.email().isBlank() ? mail.from() : settings.email();
    }

    public String getName() {
        return settings.name();
    }

    /** Where customers reach the shop; the address that mails come from unless another is set. */
    public String getEmail() {
        return email;
    }

    public String getPhone() {
        return given(settings.phone());
    }

    public String getAddress() {
        return given(settings.address());
    }

    private static String given(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
